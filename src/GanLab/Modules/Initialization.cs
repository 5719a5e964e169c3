using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Starting weights, drawn for each parameter from its own random stream, so that they do not depend on the device.</summary>
public static class Initialization
{
    /// <summary>Fills every weight of <paramref name="network"/> as Radford et al. 2016 (§4) and the examples of PyTorch do.</summary>
    /// <remarks>
    /// Weights of layers are N(0, deviation²); scales of normalisation N(1, deviation²); all biases and shifts 0.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="random">Where the numbers come from; the stream of a parameter is called after it.</param>
    /// <param name="role">For instance "generator": tells the streams of two networks apart.</param>
    /// <param name="deviation">Standard deviation; 0.02 in the paper.</param>
    public static void Normal(nn.Module network, RandomSource random, string role, float deviation = 0.02f)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            var isScale = parameter.ndim == 1 && name.EndsWith("weight", StringComparison.Ordinal);
            var stream = random.Stream($"initialization/{role}/{name}");
            var values = new float[parameter.numel()];
            if (isScale || parameter.ndim > 1)
            {
                stream.FillNormal(values, mean: isScale ? 1 : 0, deviation);
            }

            Fill(parameter, values);
        }
    }

    /// <summary>Fills weights with N(0, 2 / fan-in), for networks with ReLUs (He et al. 2015), scales of normalisation with 1 and biases with 0.</summary>
    /// <param name="network">The network.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <param name="role">For instance "generator".</param>
    public static void Kaiming(nn.Module network, RandomSource random, string role)
    {
        foreach (var (name, parameter) in network.named_parameters())
        {
            var values = new float[parameter.numel()];
            if (parameter.ndim > 1)
            {
                var fanIn = parameter.numel() / parameter.shape[0];
                random.Stream($"initialization/{role}/{name}").FillNormal(values, deviation: MathF.Sqrt(2f / fanIn));
            }
            else if (name.EndsWith("weight", StringComparison.Ordinal))
            {
                Array.Fill(values, 1);
            }

            Fill(parameter, values);
        }
    }

    private static void Fill(Tensor parameter, float[] values)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        parameter.copy_(tensor(values, parameter.shape));
    }
}
