using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>A set of samples to learn from: images, or points in the plane.</summary>
/// <remarks>All members may be called from any thread at once, except <see cref="IDisposable.Dispose"/>.</remarks>
public interface IDataset : IDisposable
{
    /// <summary>What people call the set, for instance "mnist"; the name in the catalogue.</summary>
    string Name { get; }

    /// <summary>The shape of every sample.</summary>
    SampleShape Shape { get; }

    /// <summary>How many samples there are; null for a set that never ends.</summary>
    long? Count { get; }

    /// <summary>The names of labels 0, 1, 2 and so on; empty for a set without labels.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>SHA-256 of what the set holds, in lowercase hexadecimal digits: another hash, another set.</summary>
    /// <remarks>By itself a set hashes its name, shape, count and class names, which does not tell apart sets that look alike.</remarks>
    string ContentHash => DatasetHash.OfDescription(this);

    /// <summary>What whoever opened the set should be shown: files that were left out and why, a sentence each.</summary>
    IReadOnlyList<string> Warnings => [];

    /// <summary>All files and folders that were left out because they cannot be read; <see cref="Warnings"/> name the first.</summary>
    IReadOnlyList<UnreadableFile> Unreadable => [];

    /// <summary>Writes sample <paramref name="index"/>, always the same for the same index, and returns its label.</summary>
    /// <param name="index">In [0, <see cref="Count"/>); any number that is not negative where the set never ends.</param>
    /// <param name="sample">
    /// Room for exactly <see cref="SampleShape.Length"/> numbers. Images are written channel by channel, row by row, in
    /// [-1, 1] with -1 black; points as their coordinates.
    /// </param>
    /// <returns>The label, an index into <see cref="ClassNames"/>; 0 in a set without labels.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside the set.</exception>
    /// <exception cref="ArgumentException"><paramref name="sample"/> has another length.</exception>
    long Read(long index, Span<float> sample);
}
