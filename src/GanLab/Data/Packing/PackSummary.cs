namespace GanLab.Data.Packing;

/// <summary>What came of packing a set.</summary>
/// <param name="Count">Samples in the pack.</param>
/// <param name="LeftOut">The folders and then the files that could not be read.</param>
/// <param name="Continued">How many sources an earlier, interrupted attempt had done.</param>
/// <param name="Length">Bytes of the pack.</param>
/// <param name="ContentHash">As <see cref="IDataset.ContentHash"/> of the set and of the pack.</param>
public sealed record PackSummary(
    int Count, IReadOnlyList<UnreadableFile> LeftOut, int Continued, long Length, string ContentHash);
