using System.Text;
using GanLab.Formats.Png;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Png;

public class PngWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_written_is_read_back(int channels)
    {
        var pixels = Some.Bytes(13 * 9 * channels);

        var image = PngReader.Read(new MemoryStream(Written(13, 9, channels, pixels)), "x.png");

        Assert.Equal((13, 9, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(pixels, image.Pixels);
    }

    [Fact]
    public void The_frame_of_the_file_is_that_of_the_specification()
    {
        var file = Convert.ToHexString(Written(258, 1, 3, new byte[258 * 3]));

        // Signature, then an IHDR of 13 bytes: 258 x 1, 8 bits, true colour; the checksum of the empty IEND is well known.
        Assert.StartsWith("89504E470D0A1A0A" + "0000000D" + "49484452" + "00000102" + "00000001" + "0802000000", file);
        Assert.EndsWith("00000000" + "49454E44" + "AE426082", file);
    }

    [Fact]
    public void Texts_are_stored_and_read_back_in_any_language()
    {
        KeyValuePair<string, string>[] texts = [new("Software", "GanLab é"), new("Comment", "Ж 🙂")];

        var file = Written(1, 1, 1, [7], texts);

        Assert.Equal(texts, PngReader.Read(new MemoryStream(file), "x.png").Texts);
        Assert.Contains("tEXtSoftware\0GanLab é", Encoding.Latin1.GetString(file));
    }

    [Fact]
    public void The_same_picture_gives_the_same_bytes() =>
        Assert.Equal(Written(20, 20, 3, Some.Bytes(1200)), Written(20, 20, 3, Some.Bytes(1200)));

    [Fact]
    public void A_smooth_picture_is_filtered_before_it_is_compressed()
    {
        var gradient = Enumerable.Range(0, 64 * 64).Select(i => (byte)((3 * (i % 64)) + (5 * (i / 64)))).ToArray();

        Assert.InRange(Written(64, 64, 1, gradient).Length, 1, 400);
    }

    [Fact]
    public void Pixels_that_do_not_fit_are_refused_with_both_numbers()
    {
        var error = Assert.Throws<ArgumentException>(() => Written(2, 2, 3, new byte[11]));

        Assert.Contains("take 12 bytes, not 11", error.Message);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 2)]
    public void Impossible_sizes_are_refused(int width, int height, int channels) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Written(width, height, channels, new byte[width * height * channels]));

    [Fact]
    public void An_empty_keyword_is_refused() =>
        Assert.Throws<ArgumentException>(() => Written(1, 1, 1, [0], [new("", "x")]));

    internal static byte[] Written(
        int width, int height, int channels, byte[] pixels, IEnumerable<KeyValuePair<string, string>>? texts = null)
    {
        var stream = new MemoryStream();
        PngWriter.Write(stream, width, height, channels, pixels, texts);
        return stream.ToArray();
    }
}
