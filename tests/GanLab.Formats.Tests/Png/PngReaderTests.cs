using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GanLab.Formats.Png;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Png;

public class PngReaderTests
{
    [Fact]
    public void A_picture_from_another_program_is_read()
    {
        // 5 x 7 RGB, saved by Pillow 9.4: red = 50x + 7y², green = 36y + 3x², blue = 11xy, each modulo 256.
        var file = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAHCAIAAABPxRC5AAAAW0lEQVR4nCXHsQ3AMAgEwI9AQoiC6uktU6YxC2SC7L9Oilx3F4ARjGMS"
            + "Q6g1TMI8LMMYygYl6MUssnQ3tsT22rk2l57GkTheJ9fw1qcxEuP1/H8bI/F6Ta7h/QG5+gmlF9xY5AAAAABJRU5ErkJggg==");
        var expected =
            from y in Enumerable.Range(0, 7)
            from x in Enumerable.Range(0, 5)
            from value in new[] { (50 * x) + (7 * y * y), (36 * y) + (3 * x * x), 11 * x * y }
            select (byte)value;

        var image = PngReader.Read(new MemoryStream(file), "x.png");

        Assert.Equal((5, 7, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal(expected, image.Pixels);
    }

    [Fact]
    public void Every_row_filter_is_undone()
    {
        byte[] filtered =
        [
            1, 10, 20, // left
            2, 5, 5, // up
            3, 13, 23, // mean of left and up
            4, 5, 10, // Paeth
            0, 1, 2,
        ];

        var image = PngReader.Read(new MemoryStream(Picture(2, 5, Compressed(filtered))), "x.png");

        Assert.Equal([10, 30, 15, 35, 20, 50, 25, 60, 1, 2], image.Pixels);
    }

    [Fact]
    public void A_text_file_called_png_is_refused()
    {
        var error = Refused(Encoding.ASCII.GetBytes("just some text, not a picture"));

        Assert.StartsWith("'x.png': this is not a PNG picture", error.Message);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        var file = PngWriterTests.Written(4, 4, 3, Some.Bytes(48));

        Assert.All(Enumerable.Range(0, file.Length), length => Refused(file[..length]));
    }

    [Fact]
    public void A_flipped_bit_is_found_by_the_checksum()
    {
        var file = PngWriterTests.Written(4, 4, 3, Some.Bytes(48));
        file[50] ^= 1;

        var error = Refused(file);

        Assert.Contains("checksum of the chunk 'IDAT'", error.Message);
        Assert.Equal(33, error.Offset);
    }

    [Fact]
    public void Bytes_after_the_picture_are_refused()
    {
        var file = PngWriterTests.Written(1, 1, 1, [0]);

        Assert.Equal(file.Length, Refused([.. file, 0]).Offset);
    }

    [Theory]
    [InlineData(2, 1, "ends in row 1")]
    [InlineData(1, 2, "ends in row 0")]
    [InlineData(0x7FFFFFFF, 0x7FFFFFFF, "pixels are declared but there are only")]
    public void Pixels_that_are_not_there_are_missed_before_memory_is_taken(int height, int width, string expected)
    {
        var error = Refused(Picture(width, height, Compressed([0, 1])));

        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void More_pixels_than_declared_are_refused() =>
        Assert.Contains("more data than the 1 rows", Refused(Picture(1, 1, Compressed([0, 1, 2]))).Message);

    [Fact]
    public void Sixteen_bits_are_refused_with_what_to_do()
    {
        var error = Refused(Picture(1, 1, Compressed([0, 1, 2]), bits: 16));

        Assert.Contains("16 bits", error.Message);
        Assert.Contains("save it as an 8-bit", error.Message);
    }

    [Fact]
    public void Damaged_copies_are_refused_in_one_way_only()
    {
        var good = PngWriterTests.Written(9, 7, 3, Some.Bytes(9 * 7 * 3), [new("Comment", "x")]);

        // With the checksums mended half of the damage gets as far as the decompressor.
        var refused = Mutations.Refused(good, 4000, file => PngReader.Read(file, "x.png"), MendChecksums);

        Assert.InRange(refused, 2000, 4000);
    }

    private static MalformedFileException Refused(byte[] file) =>
        Assert.Throws<MalformedFileException>(() => PngReader.Read(new MemoryStream(file), "x.png"));

    internal static byte[] Compressed(byte[] filtered)
    {
        var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.NoCompression))
        {
            zlib.Write(filtered);
        }

        return stream.ToArray();
    }

    internal static byte[] Picture(int width, int height, byte[] data, byte bits = 8)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        byte[] file = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", data), .. Chunk("IEND", [])];
        MendChecksums(file);
        return file;
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
    }

    private static void MendChecksums(byte[] file)
    {
        for (var at = 8L; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            var end = at + 8 + length;
            if (end + 4 > file.Length)
            {
                return;
            }

            var covered = file.AsSpan((int)at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)end), BitwiseCrc(covered));
            at = end + 4;
        }
    }

    // Written out bit by bit, as in the specification's definition, and so independent of the table in the library.
    private static uint BitwiseCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
