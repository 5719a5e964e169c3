namespace GanLab.Randomness;

/// <summary>The streams of one name, by index: for those that need a stream for every sample.</summary>
/// <remarks>Made by <see cref="RandomSource.Streams"/>. May be used from several threads at once.</remarks>
public sealed class RandomStreams
{
    private readonly ulong key;

    internal RandomStreams(ulong key) => this.key = key;

    /// <summary>The stream at <paramref name="index"/>.</summary>
    public RandomStream At(long index) => new(key, (ulong)index);
}
