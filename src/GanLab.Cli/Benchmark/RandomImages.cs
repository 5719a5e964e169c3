using GanLab.Configuration;
using GanLab.Data;
using GanLab.Randomness;

namespace GanLab.Cli.Benchmark;

/// <summary>Images of noise: what is in them does not matter to the time of a step.</summary>
internal sealed class RandomImages(SampleShape shape) : IDataset
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public SampleShape Shape => shape;

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => [];

    /// <inheritdoc/>
    public long Read(long index, Span<float> sample)
    {
        new RandomSource(0).Stream("images", index).FillNormal(sample);
        foreach (ref var value in sample)
        {
            value = float.Clamp(value, -1, 1);
        }

        return 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
