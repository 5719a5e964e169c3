using System.Security.Cryptography;
using System.Text;

namespace GanLab.Randomness;

/// <summary>Gives every use of randomness its own stream, derived from a seed, a name and an index.</summary>
/// <remarks>
/// Streams do not influence each other: the latents of step 1,000 are the same whether or not steps 1 to 999 were taken,
/// samples were drawn in between or an evaluation ran. Exact resume and equal sample grids follow.
/// </remarks>
/// <param name="seed">Any value; equal seeds give equal streams, on every machine and device.</param>
public sealed class RandomSource(long seed)
{
    /// <summary>The seed this source was made with.</summary>
    public long Seed { get; } = seed;

    /// <summary>The stream called <paramref name="name"/> at <paramref name="index"/>, for instance ("latents", step).</summary>
    public RandomStream Stream(string name, long index = 0) => Streams(name).At(index);

    /// <summary>All streams called <paramref name="name"/>; quicker than <see cref="Stream"/> for each where there are many.</summary>
    public RandomStreams Streams(string name) => new(Key(name));

    // Names are given rarely, so that one may cost a hash that mixes well.
    private ulong Key(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}/{name}"), hash);
        return BitConverter.ToUInt64(hash);
    }
}
