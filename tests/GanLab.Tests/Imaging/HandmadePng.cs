using System.Buffers.Binary;
using System.IO.Compression;

namespace GanLab.Tests.Imaging;

/// <summary>PNG files of every kind, put together byte by byte after the specification.</summary>
internal static class HandmadePng
{
    public const int Grey = 0;
    public const int Rgb = 2;
    public const int Palette = 3;
    public const int GreyAlpha = 4;
    public const int Rgba = 6;

    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="bits">Bits a channel.</param>
    /// <param name="colourType">One of the constants.</param>
    /// <param name="rows">The bytes of all rows without their filter bytes; 16-bit values high byte first.</param>
    /// <param name="palette">RGB triples for the palette type.</param>
    public static byte[] Make(int width, int height, int bits, int colourType, byte[] rows, byte[]? palette = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)bits, (byte)colourType);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            var rowLength = rows.Length / height;
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(rows, y * rowLength, rowLength);
            }
        }

        return
        [
            0x89, .. "PNG\r\n\x1A\n"u8,
            .. Chunk("IHDR"u8, header),
            .. palette is null ? [] : Chunk("PLTE"u8, palette),
            .. Chunk("IDAT"u8, data.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    /// <summary>A picture in one colour.</summary>
    public static byte[] Plain(int width, int height, params byte[] rgb) =>
        Make(width, height, 8, Rgb, [.. Enumerable.Range(0, width * height).SelectMany(_ => rgb)]);

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] typed = [.. type, .. content];
        var chunk = new byte[typed.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        typed.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(typed.Length + 4), Checksum(typed));
        return chunk;
    }

    /// <summary>The CRC-32 that ends a chunk, of its type and content.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var remainder = uint.MaxValue;
        foreach (var value in bytes)
        {
            remainder ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                remainder = (remainder >> 1) ^ ((remainder & 1) * 0xEDB88320);
            }
        }

        return ~remainder;
    }
}
