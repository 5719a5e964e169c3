using GanLab.Configuration;
using GanLab.Models.Dcgan;
using GanLab.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.Tests.Models.Dcgan;

/// <summary>The guidelines of Radford et al. 2016, §3, read off the layers.</summary>
public class DcganRulesTests
{
    private static readonly SampleShape Shape = new(3, 64, 64);

    private static nn.Module[] GeneratorLayers() => Networks.Layers(new DcganGenerator(Shape, latentSize: 5, width: 2));

    private static nn.Module[] DiscriminatorLayers() => Networks.Layers(new DcganDiscriminator(Shape, width: 2));

    private static string Kind(nn.Module layer) => layer.GetType().Name;

    [Fact]
    public void The_generator_is_transposed_convolutions_with_normalisation_and_ReLU_and_ends_in_tanh()
    {
        string[] block = [nameof(ConvTranspose2d), nameof(BatchNormalization), nameof(ReLU)];

        Assert.Equal(
            [.. block, .. block, .. block, .. block, nameof(ConvTranspose2d), nameof(Tanh)], GeneratorLayers().Select(Kind));
    }

    [Fact]
    public void The_discriminator_is_convolutions_with_LeakyReLU_and_normalises_all_but_its_input_and_output()
    {
        string[] block = [nameof(Conv2d), nameof(BatchNormalization), nameof(LeakyReLU)];

        Assert.Equal(
            [nameof(Conv2d), nameof(LeakyReLU), .. block, .. block, .. block, nameof(Conv2d)], DiscriminatorLayers().Select(Kind));
    }

    [Theory]
    [InlineData(DiscriminatorNormalization.None, nameof(Conv2d))]
    [InlineData(DiscriminatorNormalization.Spectral, nameof(SpectralNormalization))]
    public void Without_batch_normalisation_its_shifts_become_biases(DiscriminatorNormalization normalization, string convolution)
    {
        using var discriminator = new DcganDiscriminator(Shape, width: 2, normalization: normalization);
        string[] block = [convolution, nameof(LeakyReLU)];

        Assert.Equal([.. block, .. block, .. block, .. block, convolution], Networks.Layers(discriminator).Select(Kind));
        Assert.Equal(
            ["main.2.bias", "main.4.bias", "main.6.bias"],
            discriminator.named_parameters().Select(pair => pair.name).Where(name => name.EndsWith("bias", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_slope_of_every_LeakyReLU_is_a_fifth() => Assert.All(
        DiscriminatorLayers().OfType<LeakyReLU>(), layer => Assert.Equal(0.2, layer.negative_slope));

    [Fact]
    public void Sizes_change_by_strides_of_two_except_next_to_the_vector_and_the_score()
    {
        var up = GeneratorLayers().OfType<Convolution>().Select(layer => layer.stride[0]);
        var down = DiscriminatorLayers().OfType<Convolution>().Select(layer => layer.stride[0]);

        Assert.Equal([1L, 2, 2, 2, 2], up);
        Assert.Equal([2L, 2, 2, 2, 1], down);
    }

    [Fact]
    public void No_convolution_has_a_bias() => Assert.All(
        GeneratorLayers().Concat(DiscriminatorLayers()).OfType<Convolution>(), layer => Assert.True(layer.bias is null));
}
