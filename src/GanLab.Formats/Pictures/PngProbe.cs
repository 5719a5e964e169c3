using System.Buffers.Binary;

namespace GanLab.Formats.Pictures;

/// <summary>Looks into the chunks of a PNG before its pixels (W3C, Portable Network Graphics, third edition, 2025).</summary>
internal static class PngProbe
{
    private const int SignatureLength = 8;
    private const int HeaderEnd = SignatureLength + 8 + 13 + 4;

    public static PictureFacts? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderEnd || !file.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            return null;
        }

        var (bits, colourType) = (file[24], file[25]);
        var (hasTransparency, isAnimated) = Chunks(file);
        var colour = colourType switch
        {
            0 or 4 => PictureColour.Grey,
            2 or 6 => PictureColour.Rgb,
            3 => PictureColour.Palette,
            _ => PictureColour.Unknown,
        };
        return new PictureFacts(
            "PNG",
            BinaryPrimitives.ReadUInt32BigEndian(file[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(file[20..]),
            colour,
            bits,
            colourType is 4 or 6 || hasTransparency,
            isAnimated);
    }

    private static (bool HasTransparency, bool IsAnimated) Chunks(ReadOnlySpan<byte> file)
    {
        var (hasTransparency, isAnimated) = (false, false);
        for (long position = HeaderEnd; position + 8 <= file.Length;)
        {
            var chunk = file[(int)position..];
            var type = chunk.Slice(4, 4);
            if (type.SequenceEqual("IDAT"u8))
            {
                break;
            }

            hasTransparency |= type.SequenceEqual("tRNS"u8);
            isAnimated |= type.SequenceEqual("acTL"u8);
            position += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        return (hasTransparency, isAnimated);
    }
}
