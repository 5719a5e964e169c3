using GanLab.Fuzzing.Families;

namespace GanLab.Fuzzing;

/// <summary>The files that damaged copies are made from: good ones, and those that a reader once did not stand.</summary>
internal static class Corpus
{
    /// <summary>Where the seeds of a family lie that are files.</summary>
    internal static string Folder(string family) => Path.Combine(AppContext.BaseDirectory, "Corpus", family);

    /// <summary>The seeds of a family: those made by code, then those in its folder by name.</summary>
    internal static IReadOnlyList<byte[]> Of(ReaderFamily family) =>
    [
        .. family.Seeds(),
        .. FilesOf(family.Name),
    ];

    /// <summary>The files in the folder of a family.</summary>
    internal static IEnumerable<byte[]> FilesOf(string family) => Directory.Exists(Folder(family))
        ? Directory.EnumerateFiles(Folder(family)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
        : [];
}
