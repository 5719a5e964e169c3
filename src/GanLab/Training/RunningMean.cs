using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>The mean of a number over the steps since it was last read, kept on the device so that no step waits for it.</summary>
internal sealed class RunningMean : IDisposable
{
    private Tensor? sum;
    private long count;

    /// <summary>Adds a scalar tensor.</summary>
    internal void Add(Tensor value)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        count++;
        if (sum is null)
        {
            sum = value.detach().to(ScalarType.Float64, copy: true).DetachFromDisposeScope();
            return;
        }

        sum.add_(value.detach());
    }

    /// <summary>Reads the mean and starts again; NaN if nothing was added. Syncs.</summary>
    internal double Take()
    {
        var mean = sum is null ? double.NaN : sum.ToDouble() / count;
        Dispose();
        return mean;
    }

    public void Dispose()
    {
        sum?.Dispose();
        (sum, count) = (null, 0);
    }
}
