using GanLab.Randomness;

namespace GanLab.Data;

/// <summary>Which sample comes at which position of training: a new random order in every epoch.</summary>
/// <remarks>
/// The answer depends on the seed and the position alone, so that a run that resumes at position p sees what the
/// uninterrupted run saw. A set that never ends is read in its own order, which is random already. Keeps the order of one
/// epoch at a time (four bytes a sample); not thread-safe.
/// </remarks>
/// <param name="count">Samples in the set; null if it never ends.</param>
/// <param name="random">The stream "order" of this source is used, at the number of the epoch.</param>
public sealed class SampleOrder(long? count, RandomSource random)
{
    private readonly int[] order = Room(count);
    private long cachedEpoch = -1;

    /// <summary>The index of the sample at <paramref name="position"/> in the endless sequence of epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is negative.</exception>
    public long IndexAt(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (count is not { } length)
        {
            return position;
        }

        var (epoch, place) = Math.DivRem(position, length);
        if (epoch != cachedEpoch)
        {
            Shuffle(epoch);
        }

        return order[place];
    }

    private void Shuffle(long epoch)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        random.Stream("order", epoch).Shuffle<int>(order);
        cachedEpoch = epoch;
    }

    private static int[] Room(long? count)
    {
        if (count is not { } length)
        {
            return [];
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(count));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(count));
        return new int[length];
    }
}
