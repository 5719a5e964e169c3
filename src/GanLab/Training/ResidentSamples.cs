using System.Buffers;
using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Imaging;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>A whole set of pictures on the device, as bytes, from which batches are gathered there.</summary>
/// <remarks>The numbers of a batch are those that the set gives, bit for bit: a byte stands for one of 256 of them.</remarks>
internal sealed class ResidentSamples : IDisposable
{
    private const int ChunkBytes = 64 << 20;

    private readonly Tensor pictures; // uint8 [N, H, W, C]
    private readonly Tensor labels; // int64 [N]
    private readonly Tensor numbers; // float32 [256]: what each byte stands for

    private ResidentSamples(int count, SampleShape shape, ComputeDevice device)
    {
        (Count, Device) = (count, device);
        pictures = empty([count, shape.Height, shape.Width, shape.Channels], ScalarType.Byte, device.Device).DetachFromDisposeScope();
        labels = empty([count], ScalarType.Int64, device.Device).DetachFromDisposeScope();
        using var table = tensor([.. Enumerable.Range(0, 256).Select(value => PixelRange.ToSample((byte)value))]);
        numbers = table.to(device.Device, copy: true).DetachFromDisposeScope();
    }

    /// <summary>How many samples there are.</summary>
    internal int Count { get; }

    /// <summary>Where they lie.</summary>
    internal ComputeDevice Device { get; }

    /// <summary>Reads the whole set, on all cores; null for one that never ends, is no set of bytes, or needs more than there is room for.</summary>
    /// <param name="dataset">Stays the caller's, and is not needed afterwards.</param>
    /// <param name="device">Where to put it.</param>
    /// <param name="room">Bytes that it may take there.</param>
    /// <param name="chunkBytes">Bytes of the set that are on the host at a time.</param>
    internal static ResidentSamples? Load(IDataset dataset, ComputeDevice device, long room, int chunkBytes = ChunkBytes)
    {
        var length = dataset.Shape.Length;
        if (dataset.Count is not { } count || count > Math.Min(int.MaxValue, room / (length + sizeof(long))))
        {
            return null;
        }

        var samples = new ResidentSamples((int)count, dataset.Shape, device);
        if (samples.Fill(dataset, chunkBytes))
        {
            return samples;
        }

        samples.Dispose();
        return null;
    }

    /// <summary>Some of the samples, [n, C, H, W] with the channels innermost in memory, and their labels; the caller's scope owns both.</summary>
    /// <param name="indices">Which, int64 [n] on the device.</param>
    internal (Tensor Samples, Tensor Labels) Gather(Tensor indices)
    {
        using var scope = NewDisposeScope();
        var chosen = pictures.index_select(0, indices);
        var values = numbers.index_select(0, chosen.reshape(-1).to(ScalarType.Int32)).view(chosen.shape);
        return (values.permute(0, 3, 1, 2).MoveToOuterDisposeScope(), labels.index_select(0, indices).MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        pictures.Dispose();
        labels.Dispose();
        numbers.Dispose();
    }

    // Chunk by chunk; false as soon as a sample is none of bytes.
    private bool Fill(IDataset dataset, int chunkBytes)
    {
        var length = dataset.Shape.Length;
        var chunk = Math.Clamp(chunkBytes / length, 1, Count);
        for (var start = 0; start < Count; start += chunk)
        {
            var size = Math.Min(chunk, Count - start);
            var (bytes, marks) = (new byte[size * length], new long[size]);
            var exact = true;
            var from = start;
            ParallelReading.Run(size, i =>
            {
                if (Volatile.Read(ref exact) && !Read(dataset, from + i, bytes.AsSpan(i * length, length), out marks[i]))
                {
                    Volatile.Write(ref exact, false);
                }
            });
            if (!exact)
            {
                return false;
            }

            using var scope = NewDisposeScope();
            pictures.narrow(0, start, size).copy_(tensor(bytes, [size, .. pictures.shape[1..]]));
            labels.narrow(0, start, size).copy_(tensor(marks));
        }

        return true;
    }

    private static bool Read(IDataset dataset, long index, Span<byte> pixels, out long label)
    {
        var buffer = ArrayPool<float>.Shared.Rent(pixels.Length);
        try
        {
            var sample = buffer.AsSpan(0, pixels.Length);
            label = dataset.Read(index, sample);
            PixelRange.ToBytes(sample, dataset.Shape.Channels, pixels);
            var plane = pixels.Length / dataset.Shape.Channels;
            for (var i = 0; i < pixels.Length; i++)
            {
                if (PixelRange.ToSample(pixels[i]) != sample[(i % dataset.Shape.Channels * plane) + (i / dataset.Shape.Channels)])
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }
}
