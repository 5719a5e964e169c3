using System.Buffers.Binary;

namespace GanLab.Formats.Pictures;

/// <summary>Counts the pictures in a GIF up to two (CompuServe, GIF89a specification, 1990).</summary>
internal static class GifProbe
{
    private const int HeaderLength = 13;
    private const byte Extension = 0x21;
    private const byte Picture = 0x2C;

    public static PictureFacts? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength)
        {
            return null;
        }

        var (pictures, isTransparent) = Blocks(file);
        return new PictureFacts(
            "GIF",
            BinaryPrimitives.ReadUInt16LittleEndian(file[6..]),
            BinaryPrimitives.ReadUInt16LittleEndian(file[8..]),
            PictureColour.Palette,
            (file[10] & 7) + 1,
            isTransparent,
            pictures > 1);
    }

    private static (int Pictures, bool IsTransparent) Blocks(ReadOnlySpan<byte> file)
    {
        const byte graphicControl = 0xF9;
        var (pictures, isTransparent) = (0, false);
        var position = HeaderLength + TableLength(file[10]);
        while (pictures < 2 && position + 10 < file.Length && file[position] is Extension or Picture)
        {
            if (file[position] == Extension)
            {
                isTransparent |= file[position + 1] == graphicControl && (file[position + 3] & 1) != 0;
                position = AfterSubBlocks(file, position + 2);
            }
            else
            {
                pictures++;
                position = AfterSubBlocks(file, position + 11 + TableLength(file[position + 9]));
            }
        }

        return (pictures, isTransparent);
    }

    private static int TableLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int AfterSubBlocks(ReadOnlySpan<byte> file, int position)
    {
        while (position < file.Length && file[position] != 0)
        {
            position += 1 + file[position];
        }

        return position + 1;
    }
}
