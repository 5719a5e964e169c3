using GanLab.Configuration;
using GanLab.Models.Mlp;
using TorchSharp.Modules;

namespace GanLab.Tests.Models.Mlp;

/// <summary>A linear layer has in·out weights and out biases.</summary>
public class MlpTests
{
    [Theory]
    [InlineData(1, 28, 100, 256, 0, 293_136)] // 100·256 + 256·256 + 256·784, and 256 + 256 + 784
    [InlineData(1, 28, 100, 256, 10, 295_696)] // 10·256 more
    [InlineData(2, 1, 2, 128, 0, 17_154)] // 2·128 + 128·128 + 128·2, and 128 + 128 + 2
    public void A_generator_has_this_many_parameters(int channels, int size, int latents, int width, int classes, long expected)
    {
        using var generator = new MlpGenerator(new SampleShape(channels, size, size), latents, width, classes);

        Assert.Equal(expected, Networks.Parameters(generator));
    }

    [Theory]
    [InlineData(1, 28, 256, 0, 267_009)] // 784·256 + 256·256 + 256, and 256 + 256 + 1
    [InlineData(1, 28, 256, 10, 269_569)] // 10·256 more
    [InlineData(2, 1, 128, 0, 17_025)] // 2·128 + 128·128 + 128, and 128 + 128 + 1
    public void A_discriminator_has_this_many_parameters(int channels, int size, int width, int classes, long expected)
    {
        using var discriminator = new MlpDiscriminator(new SampleShape(channels, size, size), width, classes);

        Assert.Equal(expected, Networks.Parameters(discriminator));
    }

    [Theory]
    [InlineData(1, 28, "Linear ReLU Linear ReLU Linear Tanh")]
    [InlineData(2, 1, "Linear ReLU Linear ReLU Linear")]
    public void Images_end_in_tanh_and_points_do_not(int channels, int size, string layers)
    {
        using var generator = new MlpGenerator(new SampleShape(channels, size, size), 4, 4);

        Assert.Equal(layers, string.Join(' ', Networks.Layers(generator).Select(layer => layer.GetType().Name)));
    }

    [Fact]
    public void The_discriminator_ends_in_a_logit_behind_LeakyReLU_of_a_fifth()
    {
        using var discriminator = new MlpDiscriminator(new SampleShape(1, 8, 8), 4);
        var layers = Networks.Layers(discriminator);

        Assert.Equal("Linear LeakyReLU Linear LeakyReLU Linear", string.Join(' ', layers.Select(layer => layer.GetType().Name)));
        Assert.All(layers.OfType<LeakyReLU>(), layer => Assert.Equal(0.2, layer.negative_slope));
    }
}
