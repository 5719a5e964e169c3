using System.Collections.Concurrent;
using System.Numerics;

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

    private const int MostKept = 64;

    // Pictures of a set mostly have one size. Nothing depends on whether a size is among these.
    private static readonly ConcurrentDictionary<(int From, int To), (int First, float[] Weights)[]> Kept = [];

    /// <summary>The picture at another size; the same object if it has that size.</summary>
    public static Bitmap Scale(Bitmap picture, int width, int height)
    {
        if ((picture.Width, picture.Height) == (width, height))
        {
            return picture;
        }

        var (length, channels) = (picture.Width * picture.Channels, picture.Channels);
        using var source = new BorrowedArray<float>(picture.Pixels.Length);
        using var rows = new BorrowedArray<float>(height * length);
        using var columns = new BorrowedArray<float>(height * length);
        ToFloats(picture.Pixels, source.Array);
        var taps = Taps(picture.Height, height);
        for (var y = 0; y < height; y++)
        {
            AddWeighted(source.Array.AsSpan(taps[y].First * length), length, taps[y].Weights, rows.Array.AsSpan(y * length, length));
        }

        // [length, height], so that the second sum too is one of whole stretches of memory.
        Transpose(rows.Array, length, height, columns.Array);
        return new Bitmap(width, height, channels, ScaleColumns(columns.Array, Taps(picture.Width, width), channels, height));
    }

    private static void ToFloats(ReadOnlySpan<byte> bytes, Span<float> floats)
    {
        var place = 0;
        for (; place + Vector<byte>.Count <= bytes.Length; place += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes[place..]), out var low, out var high);
            Widen(low, floats[place..]);
            Widen(high, floats[(place + Vector<ushort>.Count)..]);
        }

        for (; place < bytes.Length; place++)
        {
            floats[place] = bytes[place];
        }
    }

    private static void Widen(Vector<ushort> shorts, Span<float> floats)
    {
        Vector.Widen(shorts, out var low, out var high);
        Vector.ConvertToSingle(Vector.AsVectorInt32(low)).CopyTo(floats);
        Vector.ConvertToSingle(Vector.AsVectorInt32(high)).CopyTo(floats[Vector<float>.Count..]);
    }

    // sum[i] = Σ weights[tap] · stretches[tap · stride + i], added in the order of the taps.
    private static void AddWeighted(ReadOnlySpan<float> stretches, int stride, float[] weights, Span<float> sum)
    {
        var lanes = Vector<float>.Count;
        var place = 0;
        for (; place + (2 * lanes) <= sum.Length; place += 2 * lanes)
        {
            var (first, second) = (Vector<float>.Zero, Vector<float>.Zero);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var at = stretches.Slice((tap * stride) + place, 2 * lanes);
                first += weights[tap] * new Vector<float>(at);
                second += weights[tap] * new Vector<float>(at[lanes..]);
            }

            first.CopyTo(sum[place..]);
            second.CopyTo(sum[(place + lanes)..]);
        }

        for (; place < sum.Length; place++)
        {
            var one = 0f;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                one += weights[tap] * stretches[(tap * stride) + place];
            }

            sum[place] = one;
        }
    }

    private static void Transpose(ReadOnlySpan<float> rows, int length, int height, Span<float> columns)
    {
        for (var x = 0; x < length; x++)
        {
            var column = columns.Slice(x * height, height);
            for (var y = 0; y < column.Length; y++)
            {
                column[y] = rows[(y * length) + x];
            }
        }
    }

    private static byte[] ScaleColumns(ReadOnlySpan<float> columns, (int First, float[] Weights)[] taps, int channels, int height)
    {
        var pixels = new byte[height * taps.Length * channels];
        var stride = channels * height;
        Span<float> sum = stride <= 4096 ? stackalloc float[stride] : new float[stride];
        for (var x = 0; x < taps.Length; x++)
        {
            AddWeighted(columns[(taps[x].First * stride)..], stride, taps[x].Weights, sum);
            for (var channel = 0; channel < channels; channel++)
            {
                for (var y = 0; y < height; y++)
                {
                    pixels[(((y * taps.Length) + x) * channels) + channel] = (byte)Math.Clamp(MathF.Round(sum[(channel * height) + y]), 0, 255);
                }
            }
        }

        return pixels;
    }

    private static (int First, float[] Weights)[] Taps(int from, int to)
    {
        if (Kept.TryGetValue((from, to), out var known))
        {
            return known;
        }

        var taps = MakeTaps(from, to);
        if (Kept.Count < MostKept)
        {
            Kept[(from, to)] = taps;
        }

        return taps;
    }

    // For each place of the result, which places of the source it looks at and with what weights, which sum to 1.
    private static (int First, float[] Weights)[] MakeTaps(int from, int to)
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
