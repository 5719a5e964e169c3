using GanLab.Configuration;

namespace GanLab.Checkpoints;

/// <summary>Which sample shapes of a file are believed: those of which no product overflows and which memory can hold.</summary>
internal static class SavedShape
{
    /// <summary>The largest of each size; the smallest is 1.</summary>
    internal const int MostSize = 4096;

    private const long MostNumbers = 1L << 28;

    internal static bool IsPossible(SampleShape shape) =>
        IsSize(shape.Channels) && IsSize(shape.Height) && IsSize(shape.Width) && (long)shape.Channels * shape.Height * shape.Width <= MostNumbers;

    private static bool IsSize(int size) => size is >= 1 and <= MostSize;
}
