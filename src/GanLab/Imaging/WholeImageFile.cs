using System.Buffers.Binary;
using GanLab.Formats;

namespace GanLab.Imaging;

/// <summary>Refuses, before any library sees them, files that are not pictures and those that were cut short.</summary>
/// <remarks>
/// Libraries differ in what they forgive: some paint the missing half of a JPEG or PNG grey or black without a word.
/// Training on those would be worse than stopping.
/// </remarks>
internal static class WholeImageFile
{
    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> JpegScan => [0xFF, 0xDA];

    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    public static MalformedFileException Empty(string path) =>
        MalformedFileException.Because(path, "the file is empty", "copy or download it again");

    public static void Check(string path, ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            throw Empty(path);
        }

        if (file.StartsWith(Jpeg))
        {
            CheckJpeg(path, file);
        }
        else if (file.StartsWith(Png))
        {
            CheckPng(path, file);
        }
        else if (!IsOtherFormat(file))
        {
            throw MalformedFileException.NotThisFormat(
                path,
                "a picture",
                $"it begins with {Describe(file)}, like no JPEG, PNG, GIF, WebP, BMP or TIFF",
                "remove or replace it");
        }
    }

    private static bool IsOtherFormat(ReadOnlySpan<byte> file) =>
        file.StartsWith("GIF8"u8)
        || (file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..12].SequenceEqual("WEBP"u8))
        || file.StartsWith("BM"u8)
        || file.StartsWith("II*\0"u8)
        || file.StartsWith("MM\0*"u8);

    // Between the markers of a scan no 0xFF stands alone, so the end marker cannot be mistaken there. An embedded
    // preview has markers of its own, but it lies before the first scan of the picture, inside a segment of known length.
    private static void CheckJpeg(string path, ReadOnlySpan<byte> file)
    {
        var position = 2;
        while (position + 4 <= file.Length && file[position] == 0xFF && !file[position..].StartsWith(JpegScan))
        {
            var isFill = file[position + 1] == 0xFF;
            position += isFill ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
        }

        if (position >= file.Length || file[position..].IndexOf(JpegEnd) < 0)
        {
            throw MalformedFileException.Truncated(path, file.Length, "the JPEG picture");
        }
    }

    private static void CheckPng(string path, ReadOnlySpan<byte> file)
    {
        long position = Png.Length;
        while (position + 12 <= file.Length)
        {
            var chunk = file[(int)position..];
            if (chunk[4..8].SequenceEqual("IEND"u8))
            {
                return;
            }

            position += 12L + BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        throw MalformedFileException.Truncated(path, file.Length, "the PNG picture");
    }

    private static string Describe(ReadOnlySpan<byte> file)
    {
        var start = file[..Math.Min(file.Length, 8)];
        return start.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? $"the bytes {Convert.ToHexString(start)}"
            : $"the text \"{System.Text.Encoding.ASCII.GetString(start)}\"";
    }
}
