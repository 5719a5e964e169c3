using GanLab.Configuration;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Models.Dcgan;

/// <summary>The generator of DCGAN (Radford et al. 2016): strided transposed convolutions, batch normalisation, ReLU, tanh.</summary>
/// <remarks>
/// No hidden fully connected layer, no pooling, no normalisation at the output. At 64 pixels RGB and width 64 it is the
/// network of pytorch/examples, state dictionary names included (3,576,704 parameters). Conditional: the one-hot label is
/// joined to the latent vector (Mirza and Osindero 2014).
/// </remarks>
public sealed class DcganGenerator : Generator
{
    private const int Kernel = 4;

    private readonly TorchSharp.Modules.Sequential main;

    /// <param name="shape">Square images of 4·2^n or 7·2^n pixels.</param>
    /// <param name="latentSize">Numbers in one latent vector; 100 in the paper.</param>
    /// <param name="width">Channels before the last convolution; they double towards the latent vector. 128 in the paper, 64 in the examples.</param>
    /// <param name="classes">0 for unconditional.</param>
    /// <exception cref="ConfigException">The images are not square or their size is not of the form 4·2^n or 7·2^n.</exception>
    public DcganGenerator(SampleShape shape, int latentSize = 100, int width = 64, int classes = 0)
        : base(nameof(DcganGenerator), latentSize, shape, classes)
    {
        var geometry = DcganGeometry.For(shape);
        var channels = width << (geometry.Doublings - 1);
        var layers = new List<nn.Module<Tensor, Tensor>>
        {
            nn.ConvTranspose2d(latentSize + classes, channels, geometry.Base, stride: 1, padding: 0, bias: false), // [N, C0, 4, 4]
        };
        for (; channels > width; channels /= 2)
        {
            layers.AddRange([new BatchNormalization(channels), nn.ReLU(inplace: true)]);
            layers.Add(nn.ConvTranspose2d(channels, channels / 2, Kernel, stride: 2, padding: 1, bias: false)); // twice as large
        }

        layers.AddRange([new BatchNormalization(width), nn.ReLU(inplace: true)]);
        layers.Add(nn.ConvTranspose2d(width, shape.Channels, Kernel, stride: 2, padding: 1, bias: false)); // [N, C, H, W]
        layers.Add(nn.Tanh());
        main = nn.Sequential(layers);
        register_module(nameof(main), main);
    }

    /// <summary>How many parameters the generator with these arguments has.</summary>
    /// <exception cref="ConfigException">The image size is not of the form 4·2^n or 7·2^n.</exception>
    public static long CountParameters(SampleShape shape, int latentSize, int width, int classes)
    {
        const long KernelArea = Kernel * Kernel;
        var geometry = DcganGeometry.For(shape);
        var channels = (long)width << (geometry.Doublings - 1);
        var count = (latentSize + classes) * channels * geometry.Base * geometry.Base;
        for (; channels > width; channels /= 2)
        {
            count += (2 * channels) + (channels * (channels / 2) * KernelArea);
        }

        return count + (2 * width) + (width * shape.Channels * KernelArea);
    }

    /// <inheritdoc/>
    protected override Tensor Generate(Tensor latents, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var input = labels is null ? latents : cat([latents, OneHot.Vectors(labels, Classes)], 1);
        return Layers.Pass(main, input.view(input.shape[0], input.shape[1], 1, 1)).MoveToOuterDisposeScope();
    }
}
