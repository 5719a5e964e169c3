namespace GanLab.Data;

/// <summary>A file, or a folder with whatever is in it, that was left out of a set.</summary>
/// <param name="Path">As it was opened.</param>
/// <param name="Reason">A sentence that names it, what is wrong and what to do.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
public sealed record UnreadableFile(string Path, string Reason, bool IsFolder = false)
{
    /// <summary>How many of each kind are named in <see cref="IDataset.Warnings"/>; the others are only counted there.</summary>
    public const int Shown = 20;

    /// <summary>The reasons of the first twenty, and how many more there are.</summary>
    internal static IReadOnlyList<string> Reasons(IReadOnlyList<UnreadableFile> files) =>
    [
        .. files.Take(Shown).Select(file => file.Reason),
        .. files.Count > Shown ? [$"... and {files.Count - Shown} more."] : Array.Empty<string>(),
    ];

    /// <summary>The same under headings with the counts; empty if everything can be read.</summary>
    internal static IReadOnlyList<string> Warnings(IReadOnlyList<UnreadableFile> all, int read)
    {
        UnreadableFile[] folders = [.. all.Where(file => file.IsFolder)], files = [.. all.Where(file => !file.IsFolder)];
        return
        [
            .. Under($"{folders.Length} folders cannot be looked into and are left out:", folders),
            .. Under($"{files.Length} of {files.Length + read} pictures cannot be read and are left out:", files),
        ];
    }

    private static IEnumerable<string> Under(string heading, UnreadableFile[] files) =>
        files.Length == 0 ? [] : Reasons(files).Prepend(heading);
}
