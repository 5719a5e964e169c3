using GanLab.Configuration;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Models.Dcgan;

/// <summary>The discriminator of DCGAN (Radford et al. 2016): strided convolutions, batch normalisation, LeakyReLU 0.2.</summary>
/// <remarks>
/// No hidden fully connected layer, no pooling, no normalisation at the input. It ends in logits, one a sample. At 64 pixels
/// RGB and width 64 it has the 2,765,568 parameters of pytorch/examples, under the same names. Conditional: one-hot label
/// planes are joined to the image.
/// </remarks>
public sealed class DcganDiscriminator : Discriminator
{
    private const int Kernel = 4;
    private const double Slope = 0.2;

    private readonly TorchSharp.Modules.Sequential main;

    /// <param name="shape">Square images of 4·2^n or 7·2^n pixels.</param>
    /// <param name="width">Channels after the first convolution; they double towards the score. 64 in the examples.</param>
    /// <param name="classes">0 for unconditional.</param>
    /// <param name="normalization">Batch as in the paper, spectral or none; the last two give its layers biases instead.</param>
    /// <exception cref="ConfigException">The images are not square or their size is not of the form 4·2^n or 7·2^n.</exception>
    public DcganDiscriminator(
        SampleShape shape, int width = 64, int classes = 0, DiscriminatorNormalization normalization = DiscriminatorNormalization.Batch)
        : base(nameof(DcganDiscriminator), shape, classes)
    {
        var geometry = DcganGeometry.For(shape);
        var channels = width;
        var make = new DiscriminatorLayers(normalization);
        var hasBatch = normalization == DiscriminatorNormalization.Batch;
        var layers = new List<nn.Module<Tensor, Tensor>>
        {
            make.Convolution(shape.Channels + classes, width, Kernel, stride: 2, padding: 1, bias: false), // [N, width, H/2, W/2]
            nn.LeakyReLU(Slope, inplace: true),
        };
        for (var doubling = 1; doubling < geometry.Doublings; doubling++, channels *= 2)
        {
            layers.Add(make.Convolution(channels, channels * 2, Kernel, stride: 2, padding: 1, bias: !hasBatch)); // half as large
            if (hasBatch)
            {
                layers.Add(new BatchNormalization(channels * 2));
            }

            layers.Add(nn.LeakyReLU(Slope, inplace: true));
        }

        layers.Add(make.Convolution(channels, 1, geometry.Base, bias: false)); // [N, 1, 1, 1]
        main = nn.Sequential(layers);
        register_module(nameof(main), main);
    }

    /// <summary>How many parameters the discriminator with these arguments has.</summary>
    /// <exception cref="ConfigException">The images are not square or their size is not of the form 4·2^n or 7·2^n.</exception>
    public static long CountParameters(
        SampleShape shape, int width, int classes, DiscriminatorNormalization normalization = DiscriminatorNormalization.Batch)
    {
        const long KernelArea = Kernel * Kernel;
        var geometry = DcganGeometry.For(shape);
        var (count, channels) = (((long)shape.Channels + classes) * width * KernelArea, (long)width);
        for (var doubling = 1; doubling < geometry.Doublings; doubling++, channels *= 2)
        {
            count += (channels * channels * 2 * KernelArea) + ((normalization == DiscriminatorNormalization.Batch ? 2 : 1) * 2 * channels);
        }

        return count + (channels * geometry.Base * geometry.Base);
    }

    /// <inheritdoc/>
    protected override Tensor Score(Tensor samples, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var input = labels is null ? samples : cat([samples, OneHot.Planes(labels, Classes, Shape.Height, Shape.Width)], 1);
        return Layers.Pass(main, input).view(input.shape[0]).MoveToOuterDisposeScope();
    }
}
