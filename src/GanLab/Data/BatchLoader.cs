using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using GanLab.Randomness;

namespace GanLab.Data;

/// <summary>Reads batches ahead of training on a thread of its own.</summary>
/// <remarks>
/// Batch b holds positions b·B to (b+1)·B − 1 of the <see cref="SampleOrder"/>. A batch may reach from one epoch into the
/// next, so no sample is ever dropped. A loader that starts at batch b gives what another gives after b batches.
/// </remarks>
public sealed class BatchLoader : IDisposable
{
    private const int Depth = 3; // one being filled, one waiting, one to cover a slow file

    private readonly IDataset dataset;
    private readonly int batchSize;
    private readonly SampleOrder order;
    private readonly BoundedQueue<Batch> queue = new(Depth);
    private readonly ConcurrentBag<Batch.Arrays> pool = [];
    private readonly Thread reader;
    private ExceptionDispatchInfo? failure;
    private volatile bool disposed;

    /// <summary>Starts reading at once.</summary>
    /// <param name="dataset">Stays the caller's, who disposes it after the loader.</param>
    /// <param name="batchSize">Samples in each batch, at least 1; may be larger than the set.</param>
    /// <param name="random">Decides the order of the samples.</param>
    /// <param name="firstBatch">The index of the first batch that <see cref="Next"/> returns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1 or the first batch negative.</exception>
    public BatchLoader(IDataset dataset, int batchSize, RandomSource random, long firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        (this.dataset, this.batchSize) = (dataset, batchSize);
        order = new SampleOrder(dataset.Count, random);
        reader = new Thread(() => ReadAhead(firstBatch)) { Name = "GanLab batch loader", IsBackground = true };
        reader.Start();
    }

    /// <summary>The next batch; waits for it if it is not there yet. The caller disposes it.</summary>
    /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
    /// <remarks>An exception thrown by the set is thrown here, as it was, after the batches read before it.</remarks>
    public Batch Next()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (queue.Take() is { } batch)
        {
            return batch;
        }

        failure?.Throw();
        throw new ObjectDisposedException(nameof(BatchLoader));
    }

    /// <summary>Stops reading; returns once the sample being read, if any, is done.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        queue.Close();
        reader.Join();
    }

    private void ReadAhead(long firstBatch)
    {
        try
        {
            var index = firstBatch;
            while (Read(index) is { } batch && queue.TryAdd(batch))
            {
                index++;
            }
        }
        catch (Exception exception)
        {
            // Whatever a set throws belongs to the thread that trains, not to this one.
            failure = ExceptionDispatchInfo.Capture(exception);
        }

        queue.Close();
    }

    // Null where nobody waits for it any more.
    private Batch? Read(long index)
    {
        if (!pool.TryTake(out var arrays))
        {
            arrays = NewArrays();
        }

        var length = dataset.Shape.Length;
        for (var i = 0; i < batchSize; i++)
        {
            if (disposed)
            {
                return null;
            }

            var sample = order.IndexAt((index * batchSize) + i);
            arrays.Labels[i] = dataset is IPixelDataset pictures
                ? pictures.ReadPixels(sample, arrays.Pixels.AsSpan(i * length, length))
                : dataset.Read(sample, arrays.Numbers.AsSpan(i * length, length));
        }

        return new Batch(index, dataset.Shape, arrays, pool);
    }

    private Batch.Arrays NewArrays()
    {
        var length = checked(batchSize * dataset.Shape.Length);
        return dataset is IPixelDataset
            ? new Batch.Arrays(new byte[length], null, new long[batchSize])
            : new Batch.Arrays(null, new float[length], new long[batchSize]);
    }
}
