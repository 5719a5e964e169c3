using GanLab.Configuration;
using GanLab.Models.Dcgan;

namespace GanLab.Tests.Models.Dcgan;

/// <summary>
/// Weights of a convolution are in·out·k² and of a normalisation 2·channels; nothing else has any. With width w and d
/// doublings from b pixels, G has convolutions latent→w·2^(d−1) with k = b, then halving to w and to the image with k = 4,
/// and a normalisation after each but the last. D has image→w, then doubling to w·2^(d−1) with k = 4, a normalisation after
/// each but the first, and one convolution to a score with k = b.
/// </summary>
public class DcganParametersTests
{
    [Theory]
    [InlineData(64, 3, 0, 3_576_704)] // pytorch/examples: 819,200 + 2,097,152 + 524,288 + 131,072 + 3,072, and 2·(512 + 256 + 128 + 64)
    [InlineData(64, 1, 0, 3_574_656)] // 64·2·16 fewer in the last convolution
    [InlineData(28, 1, 0, 759_680)] // 100·128·49 + 128·64·16 + 64·16, and 2·(128 + 64)
    [InlineData(32, 1, 0, 1_066_880)] // 100·256·16 + 256·128·16 + 128·64·16 + 64·16, and 2·(256 + 128 + 64)
    [InlineData(128, 3, 0, 12_786_560)] // 100·1024·16 + 1024·512·16 more than the last four of 64 pixels, and 2·1024
    [InlineData(32, 1, 10, 1_107_840)] // 10·256·16 more for the label
    public void A_generator_of_width_64_has_this_many_parameters(int size, int channels, int classes, long expected)
    {
        using var generator = new DcganGenerator(new SampleShape(channels, size, size), classes: classes);

        Assert.Equal(expected, Networks.Parameters(generator));
    }

    [Theory]
    [InlineData(64, 3, 0, 2_765_568)] // pytorch/examples: 3,072 + 131,072 + 524,288 + 2,097,152 + 8,192, and 2·(128 + 256 + 512)
    [InlineData(64, 1, 0, 2_763_520)] // 2·64·16 fewer in the first convolution
    [InlineData(28, 1, 0, 138_624)] // 64·16 + 64·128·16 + 128·49, and 2·128
    [InlineData(32, 1, 0, 661_248)] // 64·16 + 64·128·16 + 128·256·16 + 256·16, and 2·(128 + 256)
    [InlineData(128, 3, 0, 11_164_416)] // 512·1024·16 + 1024·16 instead of 512·16, and 2·1024
    [InlineData(32, 1, 10, 671_488)] // 10·64·16 more for the planes of the label
    public void A_discriminator_of_width_64_has_this_many_parameters(int size, int channels, int classes, long expected)
    {
        using var discriminator = new DcganDiscriminator(new SampleShape(channels, size, size), classes: classes);

        Assert.Equal(expected, Networks.Parameters(discriminator));
    }

    [Fact]
    public void The_names_of_the_64_pixel_generator_are_those_of_pytorch_examples()
    {
        using var generator = new DcganGenerator(new SampleShape(3, 64, 64), latentSize: 5, width: 2);

        Assert.Equal(Names(convolutions: [0, 3, 6, 9, 12], normalizations: [1, 4, 7, 10]), generator.state_dict().Keys.Order());
    }

    [Fact]
    public void The_names_of_the_64_pixel_discriminator_are_those_of_pytorch_examples()
    {
        using var discriminator = new DcganDiscriminator(new SampleShape(3, 64, 64), width: 2);

        Assert.Equal(Names(convolutions: [0, 2, 5, 8, 11], normalizations: [3, 6, 9]), discriminator.state_dict().Keys.Order());
    }

    private static IEnumerable<string> Names(int[] convolutions, int[] normalizations) => convolutions
        .Select(i => $"main.{i}.weight")
        .Concat(normalizations.SelectMany(i => new[] { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" }
            .Select(part => $"main.{i}.{part}")))
        .Order();
}
