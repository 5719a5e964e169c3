namespace GanLab.Formats;

/// <summary>The checksum of PNG chunks and zip entries: CRC-32 with the reflected polynomial 0xEDB88320 (ISO 3309).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of everything before, whose checksum is <paramref name="previous"/>, and <paramref name="bytes"/>.</summary>
    public static uint Append(uint previous, ReadOnlySpan<byte> bytes)
    {
        var crc = ~previous;
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

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
