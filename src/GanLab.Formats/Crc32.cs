using System.Buffers.Binary;

namespace GanLab.Formats;

/// <summary>The checksum of PNG chunks and zip entries: CRC-32 with the reflected polynomial 0xEDB88320 (ISO 3309).</summary>
internal static class Crc32
{
    private const int Stride = 8;

    // Table n is what a byte does to the checksum when n more bytes follow it, so that eight can be looked up at once.
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of everything before, whose checksum is <paramref name="previous"/>, and <paramref name="bytes"/>.</summary>
    public static uint Append(uint previous, ReadOnlySpan<byte> bytes)
    {
        var crc = ~previous;
        var (t, place) = (Tables, 0);
        for (; place + Stride <= bytes.Length; place += Stride)
        {
            var (low, high) = (
                crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes[place..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(place + 4)..]));
            crc = t[7][(byte)low] ^ t[6][(byte)(low >> 8)] ^ t[5][(byte)(low >> 16)] ^ t[4][low >> 24]
                ^ t[3][(byte)high] ^ t[2][(byte)(high >> 8)] ^ t[1][(byte)(high >> 16)] ^ t[0][high >> 24];
        }

        foreach (var value in bytes[place..])
        {
            crc = t[0][(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    private static uint[][] MakeTables()
    {
        var tables = new uint[Stride][];
        tables[0] = MakeTable();
        for (var n = 1; n < Stride; n++)
        {
            tables[n] = [.. tables[n - 1].Select(entry => tables[0][(byte)entry] ^ (entry >> 8))];
        }

        return tables;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var value = 0u; value < table.Length; value++)
        {
            var entry = value;
            for (var bit = 0; bit < 8; bit++)
            {
                entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ 0xEDB88320;
            }

            table[value] = entry;
        }

        return table;
    }
}
