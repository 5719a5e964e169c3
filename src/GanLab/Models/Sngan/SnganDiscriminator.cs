using GanLab.Configuration;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Models.Sngan;

/// <summary>The residual discriminator of SNGAN for CIFAR-10 (Miyato et al. 2018, appendix B.4, table 4b).</summary>
/// <remarks>
/// Blocks that halve, two that do not, ReLU, a sum over the pixels, a fully connected layer to one score; every weight is
/// spectrally normalised, unless none is. At 32 pixels RGB and width 128 it has 1,053,825 parameters. Conditional: the score
/// is that of a projection discriminator (Miyato and Koyama 2018), with the inner product of label embedding and features.
/// </remarks>
public sealed class SnganDiscriminator : Discriminator
{
    private const int BlocksBelow = 2; // that do not halve

    private readonly TorchSharp.Modules.Sequential blocks;
    private readonly nn.Module<Tensor, Tensor> dense;
    private readonly nn.Module<Tensor, Tensor>? projection;

    /// <param name="shape">Square images of 4, 5, 6 or 7 times 2^n pixels.</param>
    /// <param name="width">Channels of every map; 128 in the paper.</param>
    /// <param name="classes">0 for unconditional.</param>
    /// <param name="normalization">Spectral as in the paper, or none, for instance with a gradient penalty.</param>
    /// <exception cref="ConfigException">The images are not square or of another size.</exception>
    public SnganDiscriminator(
        SampleShape shape, int width = 128, int classes = 0, DiscriminatorNormalization normalization = DiscriminatorNormalization.Spectral)
        : base(nameof(SnganDiscriminator), shape, classes)
    {
        var halvings = SnganGeometry.For(shape).Halvings;
        var layers = new DiscriminatorLayers(normalization);
        blocks = nn.Sequential(Enumerable.Range(0, halvings + BlocksBelow).Select(i =>
            new DiscriminatorBlock(layers, i == 0 ? shape.Channels : width, width, isFirst: i == 0, halves: i < halvings)));
        dense = layers.Linear(width, 1);
        projection = classes == 0 ? null : layers.Linear(classes, width, bias: false);
        RegisterComponents();
    }

    /// <summary>How many parameters the discriminator with these arguments has.</summary>
    /// <exception cref="ConfigException">The images are not square or of another size.</exception>
    public static long CountParameters(SampleShape shape, int width, int classes) =>
        DiscriminatorBlock.CountParameters(shape.Channels, width, halves: true)
        + ((SnganGeometry.For(shape).Halvings - 1) * DiscriminatorBlock.CountParameters(width, width, halves: true))
        + (BlocksBelow * DiscriminatorBlock.CountParameters(width, width, halves: false))
        + width + 1 + ((long)classes * width);

    /// <inheritdoc/>
    protected override Tensor Score(Tensor samples, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var features = blocks.call(samples).relu_().sum([2L, 3L]); // [N, width]
        var scores = dense.call(features).view(samples.shape[0]);
        return (labels is null ? scores : scores + (projection!.call(OneHot.Vectors(labels, Classes)) * features).sum(1L)).MoveToOuterDisposeScope();
    }
}
