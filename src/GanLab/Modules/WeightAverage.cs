using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Keeps a network at the exponential moving average of another's weights, which samples better than any one of them.</summary>
/// <remarks>
/// Buffers such as running statistics are copied, not averaged (Karras et al. 2020). Early on, when there is little to
/// average, the decay is lower: min(decay, (1 + t) / (10 + t)) after t updates.
/// </remarks>
/// <param name="average">The network that holds the average; it starts as whatever it is.</param>
/// <param name="decay">Share of the old average that one update keeps. In [0, 1); 0 follows the source exactly.</param>
public sealed class WeightAverage(nn.Module average, double decay)
{
    private readonly Tensor[] averagedParameters = [.. average.parameters()];
    private readonly Tensor[] averagedBuffers = [.. average.buffers()];

    /// <summary>Moves the average towards <paramref name="source"/>, a network of the same architecture.</summary>
    /// <param name="source">The network that learns.</param>
    /// <param name="updates">How many updates there were before this one.</param>
    public void Update(nn.Module source, long updates)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        var keep = Math.Min(decay, (1.0 + updates) / (10.0 + updates));
        TensorLists.Average(averagedParameters, [.. source.parameters()], keep);
        TensorLists.Copy(averagedBuffers, [.. source.buffers()]);
    }
}
