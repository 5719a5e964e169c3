using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Passes a batch through layers one after the other, as nn.Sequential does, and takes those together that go together.</summary>
internal static class Layers
{
    /// <summary>What the layers make of <paramref name="input"/>; the caller's scope owns it and what was made on the way.</summary>
    internal static Tensor Pass(Sequential layers, Tensor input)
    {
        var all = layers.children().Cast<nn.Module<Tensor, Tensor>>().ToArray();
        for (var i = 0; i < all.Length; i++)
        {
            var slope = i + 1 < all.Length && all[i] is BatchNormalization ? NegativeSlope(all[i + 1]) : null;
            input = slope is null ? all[i].call(input) : ((BatchNormalization)all[i++]).Rectified(input, slope.Value);
        }

        return input;
    }

    private static double? NegativeSlope(nn.Module layer) => layer switch
    {
        ReLU => 0,
        LeakyReLU leaky => leaky.negative_slope,
        _ => null,
    };
}
