using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>The checks of sizes and channels that all sets of pictures share.</summary>
internal static class ImageRequest
{
    private const int SmallestSize = 4;
    private const int LargestSize = 4096;

    public static void Check(string name, int size, int channels)
    {
        var problems = new List<string>();
        if (size is < SmallestSize or > LargestSize)
        {
            problems.Add($"{name}: size {size} is not possible; use {SmallestSize} to {LargestSize} pixels.");
        }

        if (channels is not (1 or 3))
        {
            problems.Add($"{name}: {channels} channels are not possible; use 1 for grey or 3 for RGB.");
        }

        if (problems.Count > 0)
        {
            throw new ConfigException(problems);
        }
    }
}
