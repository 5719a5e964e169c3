using System.Runtime.InteropServices;
using GanLab.Acceleration;
using GanLab.Imaging;
using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Sampling;

/// <summary>Draws samples from a generator, one for each seed: equal seeds give equal samples, alone or in company.</summary>
/// <remarks>
/// May be used from several threads at once, as may several samplers over one generator, while nobody trains or changes it:
/// the images are those that one would draw after the other.
/// </remarks>
/// <param name="generator">Stays the caller's. Must be in evaluation mode.</param>
/// <param name="device">Where the generator is.</param>
public sealed class Sampler(Generator generator, ComputeDevice device)
{
    // Kernels may add in another order at another batch size, so there is one size for all. Where products of matrices add in
    // an order that depends on the row too, generators with fully connected layers draw one at a time. Large images are drawn
    // fewer at a time, for the memory that they take on the way.
    private readonly int chunkSize =
        generator.modules().Any(module => module is TorchSharp.Modules.Linear) && !Engine.SumsRowsAlike(device) ? 1
        : generator.Shape.Height * generator.Shape.Width <= 64 * 64 ? 64 : 16;

    /// <summary>The latent vector that <paramref name="seed"/> stands for, N(0, 1).</summary>
    public static float[] Latent(long seed, int size)
    {
        var latent = new float[size];
        new RandomSource(seed).Stream("latent").FillNormal(latent);
        return latent;
    }

    /// <summary>Samples [N, C, H, W] in [-1, 1], row-major, one for each seed.</summary>
    /// <param name="seeds">Any numbers.</param>
    /// <param name="labels">One for each seed where the generator is conditional; ignored otherwise.</param>
    /// <exception cref="ArgumentException">The generator is conditional and there is not one label for each seed.</exception>
    public float[] Draw(IReadOnlyList<long> seeds, IReadOnlyList<long>? labels = null) =>
        Draw<float>(seeds, labels, images => images.to(ScalarType.Float32));

    /// <summary>Pixels [N, H, W, C] of pictures, row-major, one for each seed: what <see cref="PixelRange"/> makes of the samples, made on the device.</summary>
    /// <param name="seeds">Any numbers.</param>
    /// <param name="labels">One for each seed where the generator is conditional; ignored otherwise.</param>
    /// <exception cref="ArgumentException">The generator is conditional and there is not one label for each seed.</exception>
    public byte[] DrawPixels(IReadOnlyList<long> seeds, IReadOnlyList<long>? labels = null) =>
        Draw<byte>(seeds, labels, PixelTensors.ToBytes);

    private T[] Draw<T>(IReadOnlyList<long> seeds, IReadOnlyList<long>? labels, Func<Tensor, Tensor> convert)
        where T : unmanaged
    {
        if (generator.Classes > 0 && labels?.Count != seeds.Count)
        {
            throw new ArgumentException($"{seeds.Count} samples of a conditional generator need as many labels.", nameof(labels));
        }

        var samples = new T[seeds.Count * generator.Shape.Length];
        for (var start = 0; start < seeds.Count; start += chunkSize)
        {
            var count = Math.Min(chunkSize, seeds.Count - start);
            DrawChunk(seeds, labels, start, convert, samples.AsSpan(start * generator.Shape.Length, count * generator.Shape.Length));
        }

        return samples;
    }

    private void DrawChunk<T>(
        IReadOnlyList<long> seeds, IReadOnlyList<long>? labels, int start, Func<Tensor, Tensor> convert, Span<T> target)
        where T : unmanaged
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        var latents = new float[chunkSize * generator.LatentSize];
        var classes = new long[chunkSize];
        for (var i = 0; i < target.Length / generator.Shape.Length; i++)
        {
            Latent(seeds[start + i], generator.LatentSize).CopyTo(latents, i * generator.LatentSize);
            classes[i] = labels?[start + i] ?? 0;
        }

        var vectors = tensor(latents, [chunkSize, generator.LatentSize]).to(device.Device);
        var conditions = generator.Classes > 0 ? tensor(classes).to(device.Device) : null;
        var chunk = convert(generator.call(vectors, conditions)).cpu().contiguous();
        MemoryMarshal.Cast<byte, T>(chunk.bytes)[..target.Length].CopyTo(target);
    }
}
