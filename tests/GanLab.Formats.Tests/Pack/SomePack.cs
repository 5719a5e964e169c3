using GanLab.Formats.Pack;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Pack;

/// <summary>Packs of noise.</summary>
internal static class SomePack
{
    public const int Stride = 3 * 4 * 4;

    public static readonly string Plan = new('a', 64);

    public static byte[] Picture(int i) => Some.Bytes(Stride, i + 1);

    public static PackHeader Header(int count) => new()
    {
        Program = "test",
        Set = "folder",
        Count = count,
        Channels = 3,
        Height = 4,
        Width = 4,
        ClassNames = ["cat", "dog"],
        ContentHash = new string('0', 64),
        LeftOut = 0,
    };

    /// <summary>Sample i has the label i modulo 2 and the name "i.png".</summary>
    public static void Complete(PackBuild build) => build.Complete(
        Header(build.Count), [.. Enumerable.Range(0, build.Count).Select(i => i % 2)], [.. Enumerable.Range(0, build.Count).Select(i => $"{i}.png")]);

    public static string Write(TemporaryFolder folder, int count = 5, string name = "set.ganpack")
    {
        var path = folder.In(name);
        using var build = PackBuild.Open(path, Stride, Plan);
        build.Append([.. Enumerable.Range(0, count).Select(i => ((byte[]?)Picture(i), (string?)null))]);
        Complete(build);
        return path;
    }
}
