using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>Clips every weight of a critic into a box, after each of its updates (Arjovsky et al. 2017, Algorithm 1).</summary>
public static class WeightClipping
{
    /// <summary>Moves each parameter of <paramref name="critic"/> into [−bound, bound].</summary>
    /// <param name="critic">The network.</param>
    /// <param name="bound">Positive; 0.01 in the paper.</param>
    public static void Apply(nn.Module critic, double bound)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        foreach (var parameter in critic.parameters())
        {
            parameter.clamp_((TorchSharp.Scalar)(-bound), (TorchSharp.Scalar)bound);
        }
    }
}
