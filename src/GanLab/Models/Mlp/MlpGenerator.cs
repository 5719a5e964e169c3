using GanLab.Configuration;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Models.Mlp;

/// <summary>A fully connected generator with ReLUs, as in Goodfellow et al. 2014: tanh for images, linear for points.</summary>
/// <remarks>Conditional: the one-hot label is joined to the latent vector (Mirza and Osindero 2014).</remarks>
public sealed class MlpGenerator : Generator
{
    private readonly TorchSharp.Modules.Sequential main;

    /// <param name="shape">Any shape.</param>
    /// <param name="latentSize">Numbers in one latent vector.</param>
    /// <param name="width">Units of each of the two hidden layers; 1,200 in the paper's MNIST model.</param>
    /// <param name="classes">0 for unconditional.</param>
    public MlpGenerator(SampleShape shape, int latentSize = 100, int width = 256, int classes = 0)
        : base(nameof(MlpGenerator), latentSize, shape, classes)
    {
        var layers = new List<nn.Module<Tensor, Tensor>>
        {
            nn.Linear(latentSize + classes, width),
            nn.ReLU(inplace: true),
            nn.Linear(width, width),
            nn.ReLU(inplace: true),
            nn.Linear(width, shape.Length),
        };
        if (!shape.IsPoint)
        {
            layers.Add(nn.Tanh());
        }

        main = nn.Sequential(layers);
        register_module(nameof(main), main);
    }

    /// <summary>How many parameters the generator with these arguments has.</summary>
    public static long CountParameters(SampleShape shape, int latentSize, int width, int classes) =>
        ((latentSize + classes + 1L) * width) + ((width + 1L) * width) + ((width + 1L) * shape.Length);

    /// <inheritdoc/>
    protected override Tensor Generate(Tensor latents, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var input = labels is null ? latents : cat([latents, OneHot.Vectors(labels, Classes)], 1);
        return main.call(input).view(input.shape[0], Shape.Channels, Shape.Height, Shape.Width).MoveToOuterDisposeScope();
    }
}
