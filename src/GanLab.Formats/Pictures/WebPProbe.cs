using System.Buffers.Binary;

namespace GanLab.Formats.Pictures;

/// <summary>Reads the first chunk of a WebP (RFC 9649).</summary>
internal static class WebPProbe
{
    private const int ChunkStart = 12;
    private const int ContentStart = 20;

    public static PictureFacts? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < ContentStart + 10)
        {
            return null;
        }

        var content = file[ContentStart..];
        return file.Slice(ChunkStart, 4) switch
        {
            [(byte)'V', (byte)'P', (byte)'8', (byte)' '] => Facts(
                BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF),
            [(byte)'V', (byte)'P', (byte)'8', (byte)'L'] => Lossless(BinaryPrimitives.ReadUInt32LittleEndian(content[1..])),
            [(byte)'V', (byte)'P', (byte)'8', (byte)'X'] => Facts(
                1 + UInt24(content[4..]), 1 + UInt24(content[7..]), hasAlpha: (content[0] & 0x10) != 0, isAnimated: (content[0] & 0x02) != 0),
            _ => null,
        };
    }

    // 14 bits of the width less one, 14 of the height less one, and whether there is alpha.
    private static PictureFacts Lossless(uint bits) =>
        Facts(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF), hasAlpha: (bits & (1 << 28)) != 0);

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static PictureFacts Facts(long width, long height, bool hasAlpha = false, bool isAnimated = false) =>
        new("WebP", width, height, PictureColour.Rgb, 8, hasAlpha, isAnimated);
}
