using System.Buffers.Binary;
using GanLab.Formats.Pictures;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Pictures;

public class PictureProbeTests
{
    private static byte[] Png(int width, int height, byte bits, byte colourType, params string[] chunks)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, colourType);
        return
        [
            0x89, .. "PNG\r\n\x1A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, .. header, 0, 0, 0, 0,
            .. chunks.SelectMany(chunk => (byte[])[0, 0, 0, 1, .. chunk.Select(c => (byte)c), 0, 0, 0, 0, 0]),
        ];
    }

    private static byte[] Jpeg(byte frame, byte bits, int width, int height, byte components) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, frame, 0, 11, bits,
        (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components, 0, 0, 0, 0, 0,
    ];

    private static byte[] Gif(int pictures) =>
    [
        .. "GIF89a"u8, 10, 0, 20, 0, 0x81, 0, 0, .. new byte[12],
        .. Enumerable.Range(0, pictures).SelectMany(_ => (byte[])[0x21, 0xF9, 4, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 10, 0, 20, 0, 0, 2, 1, 7, 0]),
        0x3B,
    ];

    private static byte[] Bmp(int width, int height, int bits)
    {
        var bytes = new byte[60];
        "BM"u8.CopyTo(bytes);
        (bytes[14], bytes[28]) = (40, (byte)bits);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), height);
        return bytes;
    }

    private static byte[] Tiff(bool isLittleEndian, ushort photometric, ushort bits, bool hasExtra)
    {
        List<byte> bytes = [.. isLittleEndian ? "II*\0"u8 : "MM\0*"u8, .. U32(8), .. U16((ushort)(hasExtra ? 5 : 4))];
        void Entry(ushort tag, ushort value) => bytes.AddRange([.. U16(tag), .. U16(3), .. U32(1), .. U16(value), 0, 0]);
        Entry(256, 30);
        Entry(257, 40);
        Entry(258, bits);
        Entry(262, photometric);
        if (hasExtra)
        {
            Entry(338, 2);
        }

        return [.. bytes, 0, 0, 0, 0];

        byte[] U16(ushort value) => isLittleEndian ? [(byte)value, (byte)(value >> 8)] : [(byte)(value >> 8), (byte)value];
        byte[] U32(uint value) => isLittleEndian ? [(byte)value, 0, 0, 0] : [0, 0, 0, (byte)value];
    }

    [Theory]
    [InlineData(0, 1, PictureColour.Grey, false)]
    [InlineData(2, 16, PictureColour.Rgb, false)]
    [InlineData(3, 4, PictureColour.Palette, false)]
    [InlineData(4, 8, PictureColour.Grey, true)]
    [InlineData(6, 8, PictureColour.Rgb, true)]
    public void A_png_of_every_kind(byte colourType, byte bits, PictureColour colour, bool hasAlpha) =>
        Assert.Equal(new PictureFacts("PNG", 300, 200, colour, bits, hasAlpha), PictureProbe.Read(Png(300, 200, bits, colourType)));

    [Fact]
    public void A_png_with_a_transparent_colour_and_one_that_moves()
    {
        Assert.Equal(new PictureFacts("PNG", 1, 2, PictureColour.Palette, 8, HasAlpha: true), PictureProbe.Read(Png(1, 2, 8, 3, "PLTE", "tRNS", "IDAT")));
        Assert.True(PictureProbe.Read(Png(1, 2, 8, 2, "acTL", "IDAT"))!.IsAnimated);
        Assert.False(PictureProbe.Read(Png(1, 2, 8, 2, "IDAT", "acTL"))!.IsAnimated);
    }

    [Fact]
    public void A_png_that_declares_more_pixels_than_there_can_be() =>
        Assert.Equal((4294967295, 4294967295), (PictureProbe.Read(Png(-1, -1, 8, 2))!.Width, PictureProbe.Read(Png(-1, -1, 8, 2))!.Height));

    [Theory]
    [InlineData(0xC0, 1, PictureColour.Grey)]
    [InlineData(0xC2, 3, PictureColour.Rgb)] // progressive
    [InlineData(0xC0, 4, PictureColour.Cmyk)]
    public void A_jpeg_of_every_kind(byte frame, byte components, PictureColour colour) =>
        Assert.Equal(new PictureFacts("JPEG", 640, 480, colour), PictureProbe.Read(Jpeg(frame, 8, 640, 480, components)));

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_gif_moves_if_it_has_two_pictures(int pictures, bool isAnimated) =>
        Assert.Equal(new PictureFacts("GIF", 10, 20, PictureColour.Palette, 2, HasAlpha: true, isAnimated), PictureProbe.Read(Gif(pictures)));

    [Fact]
    public void A_webp_of_every_kind()
    {
        byte[] Chunk(string type, params byte[] content) => [.. "RIFF\0\0\0\0WEBP"u8, .. type.Select(c => (byte)c), 10, 0, 0, 0, .. content];

        Assert.Equal(new PictureFacts("WebP", 300, 200, PictureColour.Rgb), PictureProbe.Read(Chunk("VP8 ", 0, 0, 0, 0x9D, 0x01, 0x2A, 0x2C, 0x41, 200, 0)));
        Assert.Equal(
            new PictureFacts("WebP", 24, 16, PictureColour.Rgb, 8, HasAlpha: true),
            PictureProbe.Read(Chunk("VP8L", 0x2F, 0x17, 0xC0, 0x03, 0x10, 0, 0, 0, 0, 0)));
        Assert.Equal(
            new PictureFacts("WebP", 24, 16, PictureColour.Rgb, 8, HasAlpha: true, IsAnimated: true),
            PictureProbe.Read(Chunk("VP8X", 0x12, 0, 0, 0, 23, 0, 0, 15, 0, 0)));
    }

    [Fact]
    public void A_bmp_from_the_top_or_the_bottom_with_and_without_a_palette()
    {
        Assert.Equal(new PictureFacts("BMP", 7, 9, PictureColour.Rgb), PictureProbe.Read(Bmp(7, -9, 24)));
        Assert.Equal(new PictureFacts("BMP", 7, 9, PictureColour.Palette), PictureProbe.Read(Bmp(7, 9, 8)));
        Assert.Equal(2147483648, PictureProbe.Read(Bmp(1, int.MinValue, 24))!.Height);
    }

    [Theory]
    [InlineData(true, 1, PictureColour.Grey)]
    [InlineData(false, 2, PictureColour.Rgb)]
    [InlineData(true, 3, PictureColour.Palette)]
    [InlineData(false, 5, PictureColour.Cmyk)]
    public void A_tiff_of_both_byte_orders(bool isLittleEndian, ushort photometric, PictureColour colour)
    {
        Assert.Equal(new PictureFacts("TIFF", 30, 40, colour, 16), PictureProbe.Read(Tiff(isLittleEndian, photometric, 16, hasExtra: false)));
        Assert.True(PictureProbe.Read(Tiff(isLittleEndian, photometric, 8, hasExtra: true))!.HasAlpha);
    }

    [Fact]
    public void Anything_else_is_nothing_and_nothing_throws()
    {
        Assert.Null(PictureProbe.Read([]));
        Assert.Null(PictureProbe.Read("a text"u8));
        var random = new Random(11);
        byte[][] seeds = [Png(3, 4, 8, 6, "tRNS"), Jpeg(0xC0, 8, 3, 4, 3), Gif(2), Bmp(3, 4, 24), Tiff(true, 2, 8, true), Tiff(false, 2, 8, true)];
        foreach (var seed in seeds)
        {
            for (var copy = 0; copy < 3000; copy++)
            {
                byte[] bad = [.. seed];
                for (var change = random.Next(4); change >= 0; change--)
                {
                    bad[random.Next(4, bad.Length)] = (byte)random.Next(256);
                }

                PictureProbe.Read(bad.AsSpan(0, random.Next(bad.Length + 1)));
            }
        }

        for (var copy = 0; copy < 3000; copy++)
        {
            PictureProbe.Read([.. "RIFF\0\0\0\0WEBPVP8"u8, .. Some.Bytes(random.Next(30), copy)]);
        }
    }
}
