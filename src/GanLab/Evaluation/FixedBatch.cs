using GanLab.Acceleration;
using GanLab.Data;
using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Evaluation;

/// <summary>Real samples and latent vectors that stay the same for a whole run, to see how generated samples compare as it goes on.</summary>
/// <remarks>
/// They follow from the seed, and measuring draws from no stream that training uses, so that training is the same with and
/// without. Images larger than 64 pixels are averaged down to that size first.
/// </remarks>
public sealed class FixedBatch : IDisposable
{
    private const int MostSamples = 256;
    private const int Directions = 128;
    private const int LargestSide = 64;
    private const int ChunkSize = 64; // bounds the memory of drawing
    private const long Endless = 1L << 31; // where a set never ends, any of its first samples

    private readonly ComputeDevice device;
    private readonly Tensor[] latents;
    private readonly Tensor?[] labels;
    private readonly SlicedWasserstein distance;
    private readonly Tensor realProjections;
    private readonly double realDiversity;

    /// <summary>Reads up to 256 real samples and draws as many latent vectors.</summary>
    /// <param name="dataset">Must have at least two samples; stays the caller's.</param>
    /// <param name="generator">For the size of its latent vectors and its classes: each is asked for as often as the real samples show it.</param>
    /// <param name="random">Streams of names that start with "evaluation/" are used.</param>
    /// <param name="device">Where to compute.</param>
    public FixedBatch(IDataset dataset, Generator generator, RandomSource random, ComputeDevice device)
    {
        this.device = device;
        var shape = dataset.Shape;
        var indices = Choose(dataset.Count, random.Stream("evaluation/reals"));
        var (samples, classes) = (new float[indices.Length * shape.Length], new long[indices.Length]);
        for (var i = 0; i < indices.Length; i++)
        {
            classes[i] = dataset.Read(indices[i], samples.AsSpan(i * shape.Length, shape.Length));
        }

        using var scope = NewDisposeScope();
        var values = new float[indices.Length * generator.LatentSize];
        random.Stream("evaluation/latents").FillNormal(values);
        latents = Chunks(tensor(values, [indices.Length, generator.LatentSize]).to(device.Device));
        labels = generator.Classes > 0 ? Chunks(tensor(classes).to(device.Device)) : new Tensor?[latents.Length];

        var reals = Flatten(tensor(samples, [indices.Length, shape.Channels, shape.Height, shape.Width]).to(device.Device));
        distance = new SlicedWasserstein((int)reals.shape[1], Directions, random, device.Device);
        realProjections = distance.Project(reals).DetachFromDisposeScope();
        realDiversity = SampleDiversity.Of(reals);
    }

    /// <summary>Draws the batch and compares it with the real one. Syncs with the device.</summary>
    /// <param name="generator">In evaluation mode: the averaged one, which samples are drawn from.</param>
    /// <returns>
    /// Diversity: <see cref="SampleDiversity"/> relative to that of the real samples; 1 is as diverse as the data, NaN if all of
    /// those are the same. Distance: <see cref="SlicedWasserstein"/> in units of pixel values, or of the plane.
    /// </returns>
    public (double Diversity, double Distance) Measure(Generator generator)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        var samples = cat([.. latents.Zip(labels, (vectors, classes) => Draw(generator, vectors, classes))]);
        return (SampleDiversity.Of(samples) / realDiversity, SlicedWasserstein.Between(distance.Project(samples), realProjections));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var chunk in latents.Concat(labels))
        {
            chunk?.Dispose();
        }

        distance.Dispose();
        realProjections.Dispose();
    }

    private Tensor Draw(Generator generator, Tensor vectors, Tensor? classes)
    {
        using var scope = NewDisposeScope();
        using var autocast = device.Autocast();
        return Flatten(generator.call(vectors, classes).to(ScalarType.Float32)).MoveToOuterDisposeScope();
    }

    private static Tensor Flatten(Tensor samples)
    {
        var isLarge = samples.shape[^1] > LargestSide || samples.shape[^2] > LargestSide;
        var seen = isLarge ? nn.functional.interpolate(samples, [LargestSide, LargestSide], mode: InterpolationMode.Area) : samples;
        return seen.reshape(samples.shape[0], -1);
    }

    private static Tensor[] Chunks(Tensor whole) => [.. whole.split(ChunkSize, dim: 0).Select(chunk => chunk.clone().DetachFromDisposeScope())];

    private static long[] Choose(long? count, RandomStream stream)
    {
        if (count <= MostSamples)
        {
            return [.. Enumerable.Range(0, (int)count).Select(i => (long)i)];
        }

        var chosen = new HashSet<long>();
        while (chosen.Count < MostSamples)
        {
            chosen.Add(stream.NextInt64(count ?? Endless));
        }

        return [.. chosen.Order()];
    }
}
