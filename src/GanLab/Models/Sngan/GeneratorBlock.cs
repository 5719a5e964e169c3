using GanLab.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanLab.Models.Sngan;

/// <summary>A residual block that doubles the side of its maps (Miyato et al. 2018, figure 8; Gulrajani et al. 2017).</summary>
internal sealed class GeneratorBlock : nn.Module<Tensor, Tensor>
{
    private readonly BatchNormalization norm1;
    private readonly TorchSharp.Modules.Conv2d conv1;
    private readonly BatchNormalization norm2;
    private readonly TorchSharp.Modules.Conv2d conv2;
    private readonly TorchSharp.Modules.Conv2d shortcut;

    internal GeneratorBlock(int channels)
        : base(nameof(GeneratorBlock))
    {
        (norm1, norm2) = (new BatchNormalization(channels), new BatchNormalization(channels));
        (conv1, conv2) = (nn.Conv2d(channels, channels, 3, padding: 1), nn.Conv2d(channels, channels, 3, padding: 1));
        shortcut = nn.Conv2d(channels, channels, 1);
        RegisterComponents();
    }

    internal static long CountParameters(long channels) =>
        (2 * 2 * channels) + (2 * ((9 * channels) + 1) * channels) + ((channels + 1) * channels);

    /// <summary>[N, C, H, W] to [N, C, 2H, 2W].</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = conv1.call(Doubled(norm1.Rectified(input, negativeSlope: 0)));
        inner = conv2.call(norm2.Rectified(inner, negativeSlope: 0));
        // The nearest pixel and a 1x1 convolution may change places, and before the doubling there is a quarter of the work.
        return inner.add_(Doubled(shortcut.call(input))).MoveToOuterDisposeScope();
    }

    private static Tensor Doubled(Tensor maps) => interpolate(maps, scale_factor: [2, 2]);
}
