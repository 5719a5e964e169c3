using System.Buffers.Binary;

namespace GanLab.Formats.Pictures;

/// <summary>Reads the first directory of a TIFF (Adobe, TIFF 6.0, 1992).</summary>
internal static class TiffProbe
{
    private const int EntryLength = 12;

    public static PictureFacts? Read(ReadOnlySpan<byte> file, bool isLittleEndian)
    {
        if (file.Length < 8 || UInt32(file[4..], isLittleEndian) is var start && start + 2L > file.Length)
        {
            return null;
        }

        var count = UInt16(file[(int)start..], isLittleEndian);
        var end = start + 2L + ((long)count * EntryLength);
        if (end + 4 > file.Length)
        {
            return null;
        }

        var (width, height, bits, photometric, hasAlpha) = (0L, 0L, 1, -1, false);
        for (var i = 0; i < count; i++)
        {
            var entry = file.Slice((int)start + 2 + (i * EntryLength), EntryLength);
            switch (UInt16(entry, isLittleEndian))
            {
                case 256:
                    width = Value(entry, isLittleEndian);
                    break;
                case 257:
                    height = Value(entry, isLittleEndian);
                    break;
                case 258:
                    bits = Bits(file, entry, isLittleEndian);
                    break;
                case 262:
                    photometric = (int)Value(entry, isLittleEndian);
                    break;
                case 338:
                    hasAlpha = true; // extra samples
                    break;
            }
        }

        var colour = photometric switch
        {
            0 or 1 => PictureColour.Grey,
            2 or 6 => PictureColour.Rgb,
            3 => PictureColour.Palette,
            5 => PictureColour.Cmyk,
            _ => PictureColour.Unknown,
        };
        return new PictureFacts("TIFF", width, height, colour, bits, hasAlpha, UInt32(file[(int)end..], isLittleEndian) != 0);
    }

    // The bits of up to two channels stand in the entry itself, of more elsewhere.
    private static int Bits(ReadOnlySpan<byte> file, ReadOnlySpan<byte> entry, bool isLittleEndian)
    {
        if (UInt32(entry[4..], isLittleEndian) <= 2)
        {
            return (int)Math.Min(Value(entry, isLittleEndian), ushort.MaxValue);
        }

        var place = UInt32(entry[8..], isLittleEndian);
        return place + 2L <= file.Length ? UInt16(file[(int)place..], isLittleEndian) : 0;
    }

    private static long Value(ReadOnlySpan<byte> entry, bool isLittleEndian)
    {
        const int shortType = 3;
        return UInt16(entry[2..], isLittleEndian) == shortType ? UInt16(entry[8..], isLittleEndian) : UInt32(entry[8..], isLittleEndian);
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
