using System.Buffers;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>Reads the bytes of a set as the numbers that networks see.</summary>
public static class PixelReading
{
    /// <summary>What <see cref="IDataset.Read"/> of a set of pictures is to do: its pixels, by <see cref="PixelRange"/>.</summary>
    /// <param name="set">Reads the pixels.</param>
    /// <param name="index">As there.</param>
    /// <param name="sample">As there: channel by channel, in [-1, 1].</param>
    /// <returns>The label.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside the set.</exception>
    /// <exception cref="ArgumentException"><paramref name="sample"/> has another length.</exception>
    public static long ReadAsNumbers(this IPixelDataset set, long index, Span<float> sample)
    {
        set.CheckRead(index, sample);
        var buffer = ArrayPool<byte>.Shared.Rent(sample.Length);
        try
        {
            var pixels = buffer.AsSpan(0, sample.Length);
            var label = set.ReadPixels(index, pixels);
            PixelRange.ToSample(pixels, set.Shape.Channels, sample);
            return label;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
