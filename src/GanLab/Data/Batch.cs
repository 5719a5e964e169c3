using System.Collections.Concurrent;

namespace GanLab.Data;

/// <summary>Samples and labels that go through a training step together.</summary>
/// <remarks>
/// The arrays belong to the loader, which lends them: dispose the batch once its contents are copied to tensors, and do
/// not look at the arrays afterwards. A batch that is never disposed costs memory for a while but is not lost.
/// </remarks>
public sealed class Batch : IDisposable
{
    private readonly ConcurrentBag<(float[] Samples, long[] Labels)> pool;
    private int disposed;

    internal Batch(long index, float[] samples, long[] labels, ConcurrentBag<(float[], long[])> pool) =>
        (Index, Samples, Labels, this.pool) = (index, samples, labels, pool);

    /// <summary>The number of this batch in the endless sequence: it holds positions Index·Size to (Index+1)·Size − 1.</summary>
    public long Index { get; }

    /// <summary>How many samples there are; the same in every batch.</summary>
    public int Size => Labels.Length;

    /// <summary>[N, C, H, W] in row-major order, exactly that long; see <see cref="IDataset.Read"/> for the range.</summary>
    public float[] Samples { get; }

    /// <summary>[N]; all 0 for a set without labels.</summary>
    public long[] Labels { get; }

    /// <summary>Gives the arrays back to the loader, which will write another batch into them.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            pool.Add((Samples, Labels));
        }
    }
}
