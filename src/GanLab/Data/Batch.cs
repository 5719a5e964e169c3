using System.Collections.Concurrent;
using GanLab.Configuration;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>Samples and labels that go through a training step together.</summary>
/// <remarks>
/// The arrays belong to the loader, which lends them: dispose the batch once its contents are copied to tensors, and do
/// not look at the arrays afterwards. A batch that is never disposed costs memory for a while but is not lost.
/// </remarks>
public sealed class Batch : IDisposable
{
    private readonly SampleShape shape;
    private readonly Arrays arrays;
    private readonly ConcurrentBag<Arrays> pool;
    private float[]? samples;
    private int disposed;

    internal Batch(long index, SampleShape shape, Arrays arrays, ConcurrentBag<Arrays> pool)
    {
        (Index, this.shape, this.arrays, this.pool) = (index, shape, arrays, pool);
        samples = arrays.Numbers;
    }

    /// <summary>The number of this batch in the endless sequence: it holds positions Index·Size to (Index+1)·Size − 1.</summary>
    public long Index { get; }

    /// <summary>How many samples there are; the same in every batch.</summary>
    public int Size => Labels.Length;

    /// <summary>[N, H, W, C] in row-major order, exactly that long, where the set is an <see cref="IPixelDataset"/>; null elsewhere.</summary>
    public byte[]? Pixels => arrays.Pixels;

    /// <summary>[N, C, H, W] in row-major order, exactly that long; see <see cref="IDataset.Read"/> for the range.</summary>
    /// <remarks>Where there are <see cref="Pixels"/>, an array of its own, made from them at the first call.</remarks>
    /// <exception cref="ObjectDisposedException">They are to be made, and the batch was disposed.</exception>
    public float[] Samples => samples ??= ToNumbers(arrays.Pixels!);

    /// <summary>[N]; all 0 for a set without labels.</summary>
    public long[] Labels => arrays.Labels;

    /// <summary>Gives the arrays back to the loader, which will write another batch into them.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            pool.Add(arrays);
        }
    }

    private float[] ToNumbers(byte[] pixels)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) != 0, this);
        var numbers = new float[pixels.Length];
        for (var start = 0; start < pixels.Length; start += shape.Length)
        {
            PixelRange.ToSample(pixels.AsSpan(start, shape.Length), shape.Channels, numbers.AsSpan(start, shape.Length));
        }

        return numbers;
    }

    /// <summary>What a loader lends: bytes or numbers, as the set has them, and labels.</summary>
    internal sealed record Arrays(byte[]? Pixels, float[]? Numbers, long[] Labels);
}
