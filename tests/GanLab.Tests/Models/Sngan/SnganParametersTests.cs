using GanLab.Configuration;
using GanLab.Models.Sngan;

namespace GanLab.Tests.Models.Sngan;

/// <summary>
/// A convolution has in·out·k² weights and out biases, a normalisation 2·channels numbers. The counts for 32 pixels RGB are
/// those of the networks sngan_32 of github.com/kwotsin/mimicry, which follow the authors' own.
/// </summary>
public class SnganParametersTests
{
    [Theory]
    [InlineData(32, 3, 0, 4_276_739)] // 129·4096, three blocks of 2·590,080 + 65,792 + 1,024, and 512 + 6,915
    [InlineData(32, 1, 0, 4_272_129)] // 2·2,305 fewer in the last convolution
    [InlineData(64, 3, 0, 5_523_715)] // a block of 1,246,976 more
    [InlineData(48, 3, 0, 4_937_219)] // from 6 pixels: 129·256·20 more than from 4
    [InlineData(32, 3, 10, 4_317_699)] // 10·4096 more for the label
    public void A_generator_of_width_256_has_this_many_parameters(int size, int channels, int classes, long expected)
    {
        using var generator = new SnganGenerator(new SampleShape(channels, size, size), classes: classes);

        Assert.Equal(expected, Networks.Parameters(generator));
    }

    [Theory]
    [InlineData(32, 3, 0, 1_053_825)] // 151,680 + 311,680 + 2·295,168 + 129
    [InlineData(32, 1, 0, 1_051_265)] // 2·128·10 fewer in the first block
    [InlineData(64, 3, 0, 1_365_505)] // 311,680 more: 64, 32, 16, 8 pixels
    [InlineData(48, 3, 0, 1_365_505)] // likewise: 48, 24, 12, 6
    [InlineData(28, 3, 0, 1_053_825)] // 28, 14, 7
    [InlineData(32, 3, 10, 1_055_105)] // 10·128 more for the projection
    public void A_discriminator_of_width_128_has_this_many_parameters(int size, int channels, int classes, long expected)
    {
        using var spectral = new SnganDiscriminator(new SampleShape(channels, size, size), classes: classes);
        using var plain = new SnganDiscriminator(
            new SampleShape(channels, size, size), classes: classes, normalization: DiscriminatorNormalization.None);

        Assert.Equal(expected, Networks.Parameters(spectral));
        Assert.Equal(expected, Networks.Parameters(plain));
    }

    [Theory]
    [InlineData(30, "28 and 32")]
    [InlineData(100, "96 and 112")]
    [InlineData(4, "8 and 10")]
    public void Another_size_is_refused_with_the_nearest_that_work(int size, string nearest)
    {
        var shape = new SampleShape(3, size, size);

        var error = Assert.Throws<ConfigException>(() => new SnganGenerator(shape));

        Assert.Equal($"An SNGAN cannot make images of {size} pixels: the size must be 4, 5, 6 or 7 times 2^n. The nearest are {nearest}.", error.Message);
        Assert.Equal(error.Message, Assert.Throws<ConfigException>(() => new SnganDiscriminator(shape)).Message);
    }

    [Fact]
    public void Images_that_are_not_square_are_refused() =>
        Assert.Contains("3x32x64", Assert.Throws<ConfigException>(() => new SnganGenerator(new SampleShape(3, 32, 64))).Message);
}
