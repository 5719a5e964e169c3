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
        .. Directory.Exists(Folder(family.Name))
            ? Directory.EnumerateFiles(Folder(family.Name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [],
    ];
}
