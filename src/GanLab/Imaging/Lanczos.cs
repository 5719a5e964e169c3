using System.Numerics;
using System.Runtime.InteropServices;

namespace GanLab.Imaging;

/// <summary>Scales pictures with the windowed sinc of three lobes (Duchon 1979), stretched when shrinking.</summary>
/// <remarks>
/// The stretching is what keeps fine patterns from turning into coarse ones; sizes seen by a network must be made this
/// way or scores that compare pictures suffer (Parmar, Zhang and Zhu, "On aliased resizing and surprising subtleties in
/// GAN evaluation", CVPR 2022). Being our own, it gives the same bytes whichever library decoded the picture.
/// </remarks>
internal static class Lanczos
{
    private const int Lobes = 3;

    /// <summary>The picture at another size; the same object if it has that size.</summary>
    public static Bitmap Scale(Bitmap picture, int width, int height)
    {
        if ((picture.Width, picture.Height) == (width, height))
        {
            return picture;
        }

        var rows = ScaleRows(picture, Taps(picture.Height, height));
        return new Bitmap(width, height, picture.Channels, ScaleColumns(rows, picture, Taps(picture.Width, width), height));
    }

    // [height, picture.Width * Channels]: each row of the result is a weighted sum of whole rows.
    private static float[] ScaleRows(Bitmap picture, (int First, float[] Weights)[] taps)
    {
        var length = picture.Width * picture.Channels;
        var source = new float[length * picture.Height];
        for (var i = 0; i < source.Length; i++)
        {
            source[i] = picture.Pixels[i];
        }

        var result = new float[length * taps.Length];
        for (var y = 0; y < taps.Length; y++)
        {
            var (first, weights) = taps[y];
            var sum = result.AsSpan(y * length, length);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                AddScaled(source.AsSpan((first + tap) * length, length), weights[tap], sum);
            }
        }

        return result;
    }

    private static void AddScaled(ReadOnlySpan<float> row, float weight, Span<float> sum)
    {
        var rowVectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        var sumVectors = MemoryMarshal.Cast<float, Vector<float>>(sum);
        for (var i = 0; i < sumVectors.Length; i++)
        {
            sumVectors[i] += weight * rowVectors[i];
        }

        for (var i = sumVectors.Length * Vector<float>.Count; i < sum.Length; i++)
        {
            sum[i] += weight * row[i];
        }
    }

    private static byte[] ScaleColumns(float[] rows, Bitmap picture, (int First, float[] Weights)[] taps, int height)
    {
        var channels = picture.Channels;
        var pixels = new byte[height * taps.Length * channels];
        var next = 0;
        for (var y = 0; y < height; y++)
        {
            var row = rows.AsSpan(y * picture.Width * channels, picture.Width * channels);
            foreach (var (first, weights) in taps)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    var sum = 0f;
                    var position = (first * channels) + channel;
                    foreach (var weight in weights)
                    {
                        sum += weight * row[position];
                        position += channels;
                    }

                    pixels[next++] = (byte)Math.Clamp(MathF.Round(sum), 0, 255);
                }
            }
        }

        return pixels;
    }

    // For each place of the result, which places of the source it looks at and with what weights, which sum to 1.
    private static (int First, float[] Weights)[] Taps(int from, int to)
    {
        var step = from / (double)to;
        var stretch = Math.Max(step, 1);
        var taps = new (int, float[])[to];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * step;
            var first = Math.Max(0, (int)(centre - (Lobes * stretch) + 0.5));
            var end = Math.Min(from, (int)(centre + (Lobes * stretch) + 0.5));
            var weights = new double[end - first];
            for (var tap = 0; tap < weights.Length; tap++)
            {
                weights[tap] = Kernel((first + tap + 0.5 - centre) / stretch);
            }

            var sum = weights.Sum();
            taps[i] = (first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return taps;
    }

    private static double Kernel(double x) => Math.Abs(x) < Lobes ? Sinc(x) * Sinc(x / Lobes) : 0;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
