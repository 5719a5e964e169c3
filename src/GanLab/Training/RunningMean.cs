using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>The mean of a number over the steps since it was last cleared, kept on the device so that no step waits for it.</summary>
internal sealed class RunningMean : IDisposable
{
    private Tensor? sum;
    private bool isFromFile;

    /// <summary>The sum so far, fp64; null while nothing was added.</summary>
    internal Tensor? Sum => sum;

    /// <summary>How many numbers were added.</summary>
    internal long Count { get; set; }

    /// <summary>Adds a scalar tensor.</summary>
    internal void Add(Tensor value)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        Count++;
        if (sum is null)
        {
            sum = value.detach().to(ScalarType.Float64, copy: true).DetachFromDisposeScope();
            return;
        }

        if (isFromFile)
        {
            Replace(sum.to(value.device, copy: true));
        }

        sum.add_(value.detach());
    }

    /// <summary>Makes room for a sum from a file, on the CPU until a number is added.</summary>
    internal void Prepare()
    {
        Replace(zeros([], ScalarType.Float64));
        isFromFile = true;
    }

    /// <summary>Forgets what was added.</summary>
    public void Dispose()
    {
        sum?.Dispose();
        (sum, Count, isFromFile) = (null, 0, false);
    }

    private void Replace(Tensor value)
    {
        sum?.Dispose();
        (sum, isFromFile) = (value.DetachFromDisposeScope(), false);
    }
}
