using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>How often a run has gone back to a checkpoint because it had diverged: a part of its state.</summary>
/// <remarks>A run that never diverged has nothing to save, so that its checkpoints are as they always were.</remarks>
public sealed class RetryCount : IStateful, IDisposable
{
    private Tensor? count;

    /// <summary>Retries so far.</summary>
    public long Value
    {
        get => count?.item<long>() ?? 0;
        internal set
        {
            Dispose();
            count = value == 0 ? null : tensor(value).DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors() => count is null ? [] : [("count", count)];

    /// <inheritdoc/>
    public void Prepare(IReadOnlySet<string> saved) => Value = saved.Contains("count") ? 1 : 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        count?.Dispose();
        count = null;
    }
}
