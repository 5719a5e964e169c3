using GanLab.Configuration;

namespace GanLab.Imaging;

/// <summary>Lays samples out in rows and columns as one picture.</summary>
public static class ImageGrid
{
    private const int Padding = 2; // pixels between samples and around all
    private const byte Background = 40; // a dark grey that shows where black samples end

    /// <summary>The picture of all samples, the first at the top left, filled row by row.</summary>
    /// <param name="samples">[N, C, H, W] in [-1, 1]; C is 1 or 3; what lies outside the range is cut off.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="columns">Samples in a row; by default as many as make the grid nearly square.</param>
    /// <exception cref="ArgumentException">There are no samples, or not a whole number of them.</exception>
    public static Bitmap Arrange(ReadOnlySpan<float> samples, SampleShape shape, int? columns = null)
    {
        Bitmap.CheckChannels(shape.Channels);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns ?? 1, 1, nameof(columns));
        var count = samples.Length / shape.Length;
        if (count == 0 || samples.Length % shape.Length != 0)
        {
            throw new ArgumentException($"{samples.Length} numbers are no whole number of {shape} samples.", nameof(samples));
        }

        var across = columns ?? (int)Math.Ceiling(Math.Sqrt(count));
        var down = (count + across - 1) / across;
        var width = (across * (shape.Width + Padding)) + Padding;
        var height = (down * (shape.Height + Padding)) + Padding;
        var pixels = new byte[checked(width * height * shape.Channels)];
        Array.Fill(pixels, Background);
        var image = new byte[shape.Length];
        for (var i = 0; i < count; i++)
        {
            PixelRange.ToBytes(samples.Slice(i * shape.Length, shape.Length), shape.Channels, image);
            var left = Padding + (i % across * (shape.Width + Padding));
            var top = Padding + (i / across * (shape.Height + Padding));
            Place(image, shape, pixels, width, left, top);
        }

        return new Bitmap(width, height, shape.Channels, pixels);
    }

    private static void Place(byte[] image, SampleShape shape, byte[] pixels, int width, int left, int top)
    {
        var rowLength = shape.Width * shape.Channels;
        for (var y = 0; y < shape.Height; y++)
        {
            var target = (((top + y) * width) + left) * shape.Channels;
            image.AsSpan(y * rowLength, rowLength).CopyTo(pixels.AsSpan(target));
        }
    }
}
