using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Imaging;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>A whole set of pictures on the device, as bytes, from which batches are gathered there.</summary>
internal sealed class ResidentSamples : IDisposable
{
    private const int ChunkBytes = 64 << 20;

    private readonly Tensor pictures; // uint8 [N, H, W, C]
    private readonly Tensor labels; // int64 [N]

    private ResidentSamples(int count, SampleShape shape, ComputeDevice device)
    {
        (Count, Device) = (count, device);
        pictures = empty([count, shape.Height, shape.Width, shape.Channels], ScalarType.Byte, device.Device).DetachFromDisposeScope();
        labels = empty([count], ScalarType.Int64, device.Device).DetachFromDisposeScope();
    }

    /// <summary>How many samples there are.</summary>
    internal int Count { get; }

    /// <summary>Where they lie.</summary>
    internal ComputeDevice Device { get; }

    /// <summary>Reads the whole set, on all cores; null for one that never ends or needs more than there is room for.</summary>
    /// <param name="dataset">Stays the caller's, and is not needed afterwards.</param>
    /// <param name="device">Where to put it.</param>
    /// <param name="room">Bytes that it may take there.</param>
    /// <param name="chunkBytes">Bytes of the set that are on the host at a time.</param>
    internal static ResidentSamples? Load(IPixelDataset dataset, ComputeDevice device, long room, int chunkBytes = ChunkBytes)
    {
        if (dataset.Count is not { } count || count > Math.Min(int.MaxValue, room / (dataset.Shape.Length + sizeof(long))))
        {
            return null;
        }

        var samples = new ResidentSamples((int)count, dataset.Shape, device);
        try
        {
            samples.Fill(dataset, chunkBytes);
            return samples;
        }
        catch
        {
            samples.Dispose();
            throw;
        }
    }

    /// <summary>Some of the samples, [n, C, H, W] with the channels innermost in memory, and their labels; the caller's scope owns both.</summary>
    /// <param name="indices">Which, int64 [n] on the device.</param>
    internal (Tensor Samples, Tensor Labels) Gather(Tensor indices)
    {
        using var scope = NewDisposeScope();
        var chosen = pictures.index_select(0, indices);
        return (PixelTensors.ToSamples(chosen).MoveToOuterDisposeScope(), labels.index_select(0, indices).MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        pictures.Dispose();
        labels.Dispose();
    }

    private void Fill(IPixelDataset dataset, int chunkBytes)
    {
        var length = dataset.Shape.Length;
        var chunk = Math.Clamp(chunkBytes / length, 1, Count);
        for (var start = 0; start < Count; start += chunk)
        {
            var size = Math.Min(chunk, Count - start);
            var (bytes, marks) = (new byte[size * length], new long[size]);
            var from = start;
            ParallelReading.Run(size, i => marks[i] = dataset.ReadPixels(from + i, bytes.AsSpan(i * length, length)));

            using var scope = NewDisposeScope();
            pictures.narrow(0, start, size).copy_(tensor(bytes, [size, .. pictures.shape[1..]]));
            labels.narrow(0, start, size).copy_(tensor(marks));
        }
    }
}
