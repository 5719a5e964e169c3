using System.Buffers;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>Reads the bytes of a set as the numbers that networks see.</summary>
internal static class PixelReading
{
    /// <summary>As <see cref="IDataset.Read"/>.</summary>
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
