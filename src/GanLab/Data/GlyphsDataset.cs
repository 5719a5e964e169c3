using GanLab.Configuration;
using GanLab.Data.Glyphs;
using GanLab.Randomness;

namespace GanLab.Data;

/// <summary>"glyphs": digits that look written by hand, drawn as they are asked for; needs no files and never ends.</summary>
/// <remarks>
/// White on black like MNIST. Each sample has a habit of drawing its digit (a closed or an open 4, a 7 with or without a
/// bar), a slant, a tilt, a width, a tremble and a pen of its own. Sample i depends on the seed and i alone; the same
/// index shows the same digit at every size. The label is the digit.
/// </remarks>
public sealed class GlyphsDataset : IDataset
{
    private const int Version = 1; // counts up whenever the same seed begins to give other pictures

    private readonly RandomStreams streams;

    /// <summary>Chooses the size; drawing begins when a sample is asked for.</summary>
    /// <param name="size">The side in pixels, at least 8.</param>
    /// <param name="seed">Equal seeds give equal pictures.</param>
    /// <param name="channels">1, or 3 for the same grey in every channel.</param>
    /// <exception cref="ConfigException">The size or the number of channels is not one of those.</exception>
    public GlyphsDataset(int size = 32, long seed = 0, int channels = 1)
    {
        ImageRequest.Check("glyphs", size, channels);
        streams = new RandomSource(seed).Streams("glyphs");
        Shape = new SampleShape(channels, size, size);
        ContentHash = ContentDigest.OfDrawn("glyphs", Version, seed, Shape);
    }

    /// <inheritdoc/>
    public string Name => "glyphs";

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>SHA-256 over name, version, seed and shape, from which every sample follows.</summary>
    public string ContentHash { get; }

    /// <inheritdoc/>
    public long Read(long index, Span<float> sample)
    {
        this.CheckRead(index, sample);
        var stream = streams.At(index);
        var digit = (int)stream.NextInt64(ClassNames.Count);
        var plane = sample[..(Shape.Height * Shape.Width)];
        GlyphPainter.Paint(digit, stream, plane, Shape.Width);
        foreach (ref var value in plane)
        {
            value = (2 * value) - 1;
        }

        for (var channel = 1; channel < Shape.Channels; channel++)
        {
            plane.CopyTo(sample[(channel * plane.Length)..]);
        }

        return digit;
    }

    /// <summary>Nothing is held.</summary>
    public void Dispose()
    {
    }
}
