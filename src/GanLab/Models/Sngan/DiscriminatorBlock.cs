using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanLab.Models.Sngan;

/// <summary>A residual block of a discriminator, without batch normalisation (Miyato et al. 2018, figure 8).</summary>
internal sealed class DiscriminatorBlock : nn.Module<Tensor, Tensor>
{
    private readonly bool isFirst;
    private readonly bool halves;
    private readonly nn.Module<Tensor, Tensor> conv1;
    private readonly nn.Module<Tensor, Tensor> conv2;
    private readonly nn.Module<Tensor, Tensor>? shortcut;

    /// <param name="layers">Makes the layers.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="isFirst">Whether the input is the image, which no ReLU should cut.</param>
    /// <param name="halves">Whether the output is half as large.</param>
    internal DiscriminatorBlock(DiscriminatorLayers layers, int inputs, int outputs, bool isFirst, bool halves)
        : base(nameof(DiscriminatorBlock))
    {
        (this.isFirst, this.halves) = (isFirst, halves);
        (conv1, conv2) = (layers.Convolution(inputs, outputs, 3, padding: 1), layers.Convolution(outputs, outputs, 3, padding: 1));
        shortcut = halves ? layers.Convolution(inputs, outputs, 1) : null;
        RegisterComponents();
    }

    internal static long CountParameters(long inputs, long outputs, bool halves) =>
        (((9 * inputs) + 1) * outputs) + (((9 * outputs) + 1) * outputs) + (halves ? (inputs + 1) * outputs : 0);

    /// <summary>[N, inputs, H, W] to [N, outputs, H, W], or half of H and W.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = conv1.call(isFirst ? input : relu(input));
        inner = conv2.call(relu(inner, inplace: true));
        // The mean and a 1x1 convolution may change places, and after the halving there is a quarter of the work.
        return (halves ? avg_pool2d(inner, 2).add_(shortcut!.call(avg_pool2d(input, 2))) : inner.add_(input)).MoveToOuterDisposeScope();
    }
}
