#if !TORCH_ENGINE_TORCHSHARP
using System.Buffers.Binary;

namespace GanLab.Imaging.Codecs;

/// <summary>How a camera was held, from the Exif segment of a JPEG (Exif 2.3, 4.6.4: tag 274 of the first directory).</summary>
internal static class JpegOrientation
{
    private const byte StartOfScan = 0xDA;
    private const byte Application1 = 0xE1;
    private const ushort OrientationTag = 274;
    private const ushort UpperLeft = 1;
    private const int EntryLength = 12;

    private static ReadOnlySpan<byte> Exif => [(byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0];

    /// <summary>Whether the picture lies as it was stored, for certain: what is damaged is not certain.</summary>
    internal static bool IsUpright(ReadOnlySpan<byte> file)
    {
        var position = 2;
        while (position + 4 <= file.Length && file[position] == 0xFF && file[position + 1] != StartOfScan)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            var content = file[(position + 4)..];
            if (file[position + 1] == Application1 && content.StartsWith(Exif))
            {
                return IsUprightTiff(content[Exif.Length..Math.Max(Exif.Length, Math.Min(content.Length, length - 2))]);
            }

            position += file[position + 1] == 0xFF ? 1 : 2 + length;
        }

        return true;
    }

    private static bool IsUprightTiff(ReadOnlySpan<byte> tiff)
    {
        var isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || !(isLittle || tiff.StartsWith("MM\0*"u8)))
        {
            return false;
        }

        var start = Four(tiff[4..], isLittle);
        if (start > tiff.Length - 2)
        {
            return false;
        }

        var entries = tiff[(int)start..];
        var count = Two(entries, isLittle);
        if (2 + (count * EntryLength) > entries.Length)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            var entry = entries.Slice(2 + (i * EntryLength), EntryLength);
            if (Two(entry, isLittle) == OrientationTag && Two(entry[8..], isLittle) != UpperLeft)
            {
                return false;
            }
        }

        return true;
    }

    private static ushort Two(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Four(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
#endif
