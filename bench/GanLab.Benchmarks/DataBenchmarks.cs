using BenchmarkDotNet.Attributes;
using GanLab.Data;
using GanLab.Randomness;

namespace GanLab.Benchmarks;

/// <summary>What it costs to have a sample ready.</summary>
public class DataBenchmarks
{
    private readonly GlyphsDataset glyphs = new(32, seed: 0);
    private readonly float[] glyph = new float[32 * 32];
    private readonly float[] latents = new float[64 * 100];
    private long index;

    [Benchmark]
    public long Draw_a_glyph_of_32_pixels() => glyphs.Read(index++, glyph);

    [Benchmark]
    public void Draw_64_latent_vectors_of_100() => new RandomSource(0).Stream("latents", index++).FillNormal(latents);
}
