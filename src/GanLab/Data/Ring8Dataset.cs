using System.Numerics;
using GanLab.Configuration;
using GanLab.Randomness;

namespace GanLab.Data;

/// <summary>"ring8": eight narrow Gaussians on a circle in the plane, the usual test for dropped modes.</summary>
/// <remarks>
/// Radius 1 and standard deviation 0.01 as in Lin, Khetan, Fanti and Oh, "PacGAN: The power of two samples in generative
/// adversarial networks", NeurIPS 2018, §4.1. The label of a point is the number of its Gaussian. Never ends.
/// </remarks>
/// <param name="seed">Equal seeds give equal points.</param>
public sealed class Ring8Dataset(long seed) : IDataset
{
    private const int Modes = 8;
    private const int Version = 1; // counts up whenever the same seed begins to give other points

    private readonly RandomStreams streams = new RandomSource(seed).Streams("ring8");

    /// <summary>The standard deviation of each Gaussian, in both directions.</summary>
    public const float Deviation = 0.01f;

    /// <summary>The eight means, by label, counter-clockwise from (1, 0).</summary>
    public static IReadOnlyList<Vector2> Centres { get; } =
        [.. Enumerable.Range(0, Modes).Select(mode =>
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * mode / Modes);
            return new Vector2((float)cosine, (float)sine);
        })];

    /// <inheritdoc/>
    public string Name => "ring8";

    /// <inheritdoc/>
    public SampleShape Shape => new(2, 1, 1);

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; } = [.. Enumerable.Range(0, Modes).Select(mode => $"mode {mode}")];

    /// <summary>SHA-256 over name, version and seed, from which every sample follows.</summary>
    public string ContentHash { get; } = ContentDigest.OfDrawn("ring8", Version, seed, new(2, 1, 1));

    /// <inheritdoc/>
    public long Read(long index, Span<float> sample)
    {
        this.CheckRead(index, sample);
        var stream = streams.At(index);
        var mode = (int)stream.NextInt64(Modes);
        stream.FillNormal(sample, 0, Deviation);
        sample[0] += Centres[mode].X;
        sample[1] += Centres[mode].Y;
        return mode;
    }

    /// <summary>Nothing is held.</summary>
    public void Dispose()
    {
    }
}
