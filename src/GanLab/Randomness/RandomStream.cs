namespace GanLab.Randomness;

/// <summary>A sequence of random numbers at a fixed place in the counter space of <see cref="Philox"/>.</summary>
/// <remarks>Made by <see cref="RandomSource.Stream"/>. Not thread-safe; make one for each thread instead.</remarks>
public sealed class RandomStream
{
    private readonly ulong key;
    private readonly ulong index;
    private ulong block;
    private int used = 4;
    private uint a, b, c, d;

    internal RandomStream(ulong key, ulong index) => (this.key, this.index) = (key, index);

    /// <summary>A uniform 32-bit word.</summary>
    public uint NextUInt32()
    {
        if (used == 4)
        {
            (a, b, c, d) = Philox.Block(key, block++, index);
            used = 0;
        }

        return used++ switch { 0 => a, 1 => b, 2 => c, _ => d };
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-24.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float NextSingle(float low, float high) => low + ((high - low) * NextSingle());

    /// <summary>Uniform in [0, <paramref name="bound"/>), without modulo bias to within 2^-64.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    public long NextInt64(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var word = ((ulong)NextUInt32() << 32) | NextUInt32();
        return (long)Math.BigMul(word, (ulong)bound, out _);
    }

    /// <summary>One draw from N(0, 1). Draws two words; use <see cref="FillNormal"/> for many.</summary>
    public float NextNormal()
    {
        var (first, _) = NormalPair(NextUInt32(), NextUInt32());
        return first;
    }

    /// <summary>Fills <paramref name="values"/> with draws from N(<paramref name="mean"/>, <paramref name="deviation"/>²).</summary>
    public void FillNormal(Span<float> values, float mean = 0, float deviation = 1)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var (first, second) = NormalPair(NextUInt32(), NextUInt32());
            values[i] = mean + (deviation * first);
            if (i + 1 < values.Length)
            {
                values[i + 1] = mean + (deviation * second);
            }
        }
    }

    /// <summary>Fills <paramref name="values"/> with draws from U[<paramref name="low"/>, <paramref name="high"/>).</summary>
    public void FillUniform(Span<float> values, float low = 0, float high = 1)
    {
        foreach (ref var value in values)
        {
            value = NextSingle(low, high);
        }
    }

    /// <summary>Puts <paramref name="values"/> into a uniformly random order (Fisher and Yates; Durstenfeld 1964).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var last = values.Length - 1; last > 0; last--)
        {
            var other = (int)NextInt64(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    // Box and Muller 1958, in double precision, so that the float result does not depend on the C library's last bit.
    private static (float First, float Second) NormalPair(uint first, uint second)
    {
        var radius = Math.Sqrt(-2 * Math.Log((first + 1.0) * (1.0 / 4294967296.0))); // (0, 1], so the logarithm is finite
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (second * (1.0 / 4294967296.0)));
        return ((float)(radius * cosine), (float)(radius * sine));
    }
}
