namespace GanLab.Data;

/// <summary>A file that was left out of a set.</summary>
/// <param name="Path">As it was opened.</param>
/// <param name="Reason">A sentence that names the file, what is wrong and what to do.</param>
public sealed record UnreadableFile(string Path, string Reason)
{
    private const int Shown = 20;

    /// <summary>The reasons of the first twenty, and how many more there are.</summary>
    internal static IReadOnlyList<string> Reasons(IReadOnlyList<UnreadableFile> files) =>
    [
        .. files.Take(Shown).Select(file => file.Reason),
        .. files.Count > Shown ? [$"... and {files.Count - Shown} more."] : Array.Empty<string>(),
    ];

    /// <summary>The same under a heading with both counts; empty if every file can be read.</summary>
    internal static IReadOnlyList<string> Warnings(IReadOnlyList<UnreadableFile> files, int read) => files.Count == 0
        ? []
        : [$"{files.Count} of {files.Count + read} pictures cannot be read and are left out:", .. Reasons(files)];
}
