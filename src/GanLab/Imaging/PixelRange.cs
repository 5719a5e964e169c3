using System.Numerics;

namespace GanLab.Imaging;

/// <summary>Between the bytes of pictures and the numbers that networks see: 0 is -1, 255 is 1.</summary>
public static class PixelRange
{
    private static readonly float[] Values = [.. Enumerable.Range(0, 256).Select(value => (value / 127.5f) - 1)];

    /// <summary>In [-1, 1].</summary>
    public static float ToSample(byte value) => Values[value];

    /// <summary>The nearest byte; what lies outside [-1, 1] is cut off, and what is not a number becomes black.</summary>
    public static byte ToByte(float value) => (byte)Math.Clamp(MathF.Round((value + 1) * 127.5f), 0, 255);

    /// <summary>Turns [H, W, C] bytes into [C, H, W] numbers in [-1, 1].</summary>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of the channels.</exception>
    public static void ToSample(ReadOnlySpan<byte> pixels, int channels, Span<float> sample)
    {
        var plane = PlaneLength(pixels.Length, sample.Length, channels);
        for (var channel = 0; channel < channels; channel++)
        {
            var values = sample.Slice(channel * plane, plane);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Values[pixels[(i * channels) + channel]];
            }
        }
    }

    /// <summary>Turns [C, H, W] numbers into [H, W, C] bytes.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of the channels.</exception>
    public static void ToBytes(ReadOnlySpan<float> sample, int channels, Span<byte> pixels)
    {
        var plane = PlaneLength(pixels.Length, sample.Length, channels);
        Span<int> levels = stackalloc int[Vector<int>.Count];
        for (var channel = 0; channel < channels; channel++)
        {
            var values = sample.Slice(channel * plane, plane);
            var place = 0;
            for (; place + levels.Length <= plane; place += levels.Length)
            {
                Levels(new Vector<float>(values[place..])).CopyTo(levels);
                for (var i = 0; i < levels.Length; i++)
                {
                    pixels[((place + i) * channels) + channel] = (byte)levels[i];
                }
            }

            for (; place < plane; place++)
            {
                pixels[(place * channels) + channel] = ToByte(values[place]);
            }
        }
    }

    // As ToByte.
    private static Vector<int> Levels(Vector<float> values) => Vector.ConvertToInt32(
        Vector.Clamp(Vector.Round((values + Vector<float>.One) * 127.5f), Vector<float>.Zero, new Vector<float>(255)));

    private static int PlaneLength(int pixels, int sample, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        return pixels == sample && pixels % channels == 0
            ? pixels / channels
            : throw new ArgumentException($"{pixels} bytes and {sample} numbers are not one picture of {channels} channels.");
    }
}
