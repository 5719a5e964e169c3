using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>The checks of sizes and channels that all sets of pictures share.</summary>
internal static class ImageRequest
{
    private const int LargestSize = 4096;

    public static void Check(string name, int size, int channels)
    {
        if (Problems(name, size, channels) is { Count: > 0 } problems)
        {
            throw new ConfigException(problems);
        }
    }

    public static IReadOnlyList<string> Problems(string name, int size, int channels)
    {
        var smallest = name == "glyphs" ? 8 : 4; // a digit needs room to be drawn
        return
        [
            .. size >= smallest && size <= LargestSize ? Array.Empty<string>()
                : [$"{name}: size {size} is not possible; use {smallest} to {LargestSize} pixels."],
            .. channels is 1 or 3 ? Array.Empty<string>()
                : [$"{name}: {channels} channels are not possible; use 1 for grey or 3 for RGB."],
        ];
    }
}
