using GanLab.Fuzzing.Families;

namespace GanLab.Fuzzing;

/// <summary>Every reader of the program that is given files from outside.</summary>
internal static class FamilyCatalog
{
    /// <summary>In the order of docs/file-formats.md.</summary>
    internal static IReadOnlyList<ReaderFamily> All { get; } =
    [
        new IdxFamily(),
        new PngFamily(),
        new SafeTensorsFamily(),
        new TorchArchiveFamily(),
        new ConfigurationFamily(),
        new CelebAFamily(),
        new CifarFamily(),
        new TarFamily(),
        new PackFamily(),
        new ProbeFamily(),
        new MetricsFamily(),
        new GeneratorFamily(),
        new CheckpointFamily(),
        new PictureFamily(),
    ];

    // Not a reader of the program's: it shows that the worst is noticed.
    private static readonly ReaderFamily[] Own = [new FatalFamily()];

    /// <summary>Whether there is a family called <paramref name="name"/>.</summary>
    internal static bool Has(string name) => All.Concat(Own).Any(family => family.Name == name);

    /// <summary>The family called <paramref name="name"/>.</summary>
    internal static ReaderFamily Find(string name) => All.Concat(Own).Single(family => family.Name == name);
}
