namespace GanLab.Formats;

/// <summary>Names for what is not finished yet: hidden, and in the target's folder so that a rename suffices.</summary>
internal static class TemporaryName
{
    public static string Beside(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(Path.TrimEndingDirectorySeparator(path));
        var folder = Path.GetDirectoryName(full)
            ?? throw new ArgumentException($"'{path}' is the root of a file system; name a file or folder in it.", nameof(path));
        return Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
    }
}
