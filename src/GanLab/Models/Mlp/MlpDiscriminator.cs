using GanLab.Configuration;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Models.Mlp;

/// <summary>A fully connected discriminator with LeakyReLU 0.2 that ends in logits.</summary>
/// <remarks>Conditional: the one-hot label is joined to the flattened sample (Mirza and Osindero 2014).</remarks>
public sealed class MlpDiscriminator : Discriminator
{
    private const double Slope = 0.2;

    private readonly TorchSharp.Modules.Sequential main;

    /// <param name="shape">Any shape.</param>
    /// <param name="width">Units of each of the two hidden layers.</param>
    /// <param name="classes">0 for unconditional.</param>
    /// <param name="normalization">None, or spectral.</param>
    public MlpDiscriminator(
        SampleShape shape, int width = 256, int classes = 0, DiscriminatorNormalization normalization = DiscriminatorNormalization.None)
        : base(nameof(MlpDiscriminator), shape, classes)
    {
        var layers = new DiscriminatorLayers(normalization);
        main = nn.Sequential(
            layers.Linear(shape.Length + classes, width),
            nn.LeakyReLU(Slope, inplace: true),
            layers.Linear(width, width),
            nn.LeakyReLU(Slope, inplace: true),
            layers.Linear(width, 1));
        register_module(nameof(main), main);
    }

    /// <summary>How many parameters the discriminator with these arguments has.</summary>
    public static long CountParameters(SampleShape shape, int width, int classes) =>
        ((shape.Length + classes + 1L) * width) + ((width + 1L) * width) + width + 1;

    /// <inheritdoc/>
    protected override Tensor Score(Tensor samples, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var flat = samples.reshape(samples.shape[0], Shape.Length);
        var input = labels is null ? flat : cat([flat, OneHot.Vectors(labels, Classes)], 1);
        return main.call(input).view(input.shape[0]).MoveToOuterDisposeScope();
    }
}
