using GanLab.Configuration;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Models.Sngan;

/// <summary>The residual generator of SNGAN for CIFAR-10 (Miyato et al. 2018, appendix B.4, table 4a).</summary>
/// <remarks>
/// A fully connected layer to 4x4 pixels, blocks that double, batch normalisation, ReLU, a 3x3 convolution, tanh. At 32 pixels
/// RGB and width 256 it has three blocks and 4,276,739 parameters; other sizes have more or fewer blocks of the same width.
/// Conditional: the one-hot label is joined to the latent vector (Mirza and Osindero 2014).
/// </remarks>
public sealed class SnganGenerator : Generator
{
    private readonly SnganGeometry geometry;
    private readonly TorchSharp.Modules.Linear dense;
    private readonly TorchSharp.Modules.Sequential blocks;
    private readonly BatchNormalization norm;
    private readonly TorchSharp.Modules.Conv2d conv;

    /// <param name="shape">Square images of 4, 5, 6 or 7 times 2^n pixels.</param>
    /// <param name="latentSize">Numbers in one latent vector; 128 in the paper.</param>
    /// <param name="width">Channels of every map; 256 in the paper.</param>
    /// <param name="classes">0 for unconditional.</param>
    /// <exception cref="ConfigException">The images are not square or of another size.</exception>
    public SnganGenerator(SampleShape shape, int latentSize = 128, int width = 256, int classes = 0)
        : base(nameof(SnganGenerator), latentSize, shape, classes)
    {
        geometry = SnganGeometry.For(shape);
        dense = nn.Linear(latentSize + classes, (long)width * geometry.Base * geometry.Base);
        blocks = nn.Sequential(Enumerable.Range(0, geometry.Doublings).Select(_ => new GeneratorBlock(width)));
        norm = new BatchNormalization(width);
        conv = nn.Conv2d(width, shape.Channels, 3, padding: 1);
        RegisterComponents();
    }

    /// <summary>How many parameters the generator with these arguments has.</summary>
    /// <exception cref="ConfigException">The images are not square or of another size.</exception>
    public static long CountParameters(SampleShape shape, int latentSize, int width, int classes)
    {
        var geometry = SnganGeometry.For(shape);
        var dense = (latentSize + classes + 1L) * width * geometry.Base * geometry.Base;
        return dense + (geometry.Doublings * GeneratorBlock.CountParameters(width)) + (2L * width) + (((9L * width) + 1) * shape.Channels);
    }

    /// <inheritdoc/>
    protected override Tensor Generate(Tensor latents, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var input = labels is null ? latents : cat([latents, OneHot.Vectors(labels, Classes)], 1);
        var maps = blocks.call(dense.call(input).view(input.shape[0], -1, geometry.Base, geometry.Base)); // [N, width, H, W]
        return conv.call(norm.Rectified(maps, negativeSlope: 0)).tanh_().MoveToOuterDisposeScope();
    }
}
