using GanLab.Imaging;

namespace GanLab.Tests.Imaging;

public class PixelRangeTests
{
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 255)]
    [InlineData(0, 128)]
    [InlineData(-7, 0)]
    [InlineData(float.PositiveInfinity, 255)]
    [InlineData(float.NaN, 0)]
    public void Numbers_become_the_nearest_byte(float value, byte expected) =>
        Assert.Equal(expected, PixelRange.ToByte(value));

    [Fact]
    public void Every_byte_survives_the_way_there_and_back()
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();

        Assert.Equal(bytes, bytes.Select(value => PixelRange.ToByte(PixelRange.ToSample(value))));
        Assert.Equal((-1, 1), (PixelRange.ToSample(0), PixelRange.ToSample(255)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Many_numbers_become_the_bytes_that_each_alone_becomes(int channels)
    {
        float[] sample =
        [
            float.NaN, float.NegativeInfinity, float.MaxValue, -1, 1, -1.001f, 1.001f, // around them the halves between two bytes
            .. Enumerable.Range(0, 512 * channels).Select(i => (i / 2f / channels / 127.5f) - 1),
            .. Enumerable.Repeat(0f, 53), // so that the last do not fill a vector
        ];
        var (pixels, plane) = (new byte[sample.Length], sample.Length / channels);

        PixelRange.ToBytes(sample, channels, pixels);

        Assert.Equal(
            Enumerable.Range(0, sample.Length).Select(i => PixelRange.ToByte(sample[(i % channels * plane) + (i / channels)])), pixels);
        Assert.Equal(256, pixels.Distinct().Count());
    }

    [Fact]
    public void Channels_side_by_side_become_planes_and_back()
    {
        byte[] pixels = [0, 51, 102, 153, 204, 255];
        var sample = new float[6];
        var back = new byte[6];

        PixelRange.ToSample(pixels, 3, sample);
        PixelRange.ToBytes(sample, 3, back);

        Assert.Equal([-1, 0.2f, -0.6f, 0.6f, -0.2f, 1], sample.Select(x => MathF.Round(x, 5)));
        Assert.Equal(pixels, back);
    }
}
