using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>Finds the pictures in a folder and the folders in it, and names the folders that cannot be looked into.</summary>
internal static class PictureSearch
{
    /// <summary>The usual ending of the name of a pack.</summary>
    public const string PackExtension = ".ganpack";

    private static readonly EnumerationOptions OneLevel = new() { IgnoreInaccessible = false };

    /// <summary>The endings of the names of pictures.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff"];

    /// <summary>The pictures below <paramref name="folder"/>, sorted by their path below it, the same on every system.</summary>
    /// <exception cref="ConfigException">The folder does not exist.</exception>
    public static (IReadOnlyList<string> Files, IReadOnlyList<UnreadableFile> Unreadable) Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ConfigException(
                File.Exists(folder)
                    ? folder.EndsWith(PackExtension, StringComparison.OrdinalIgnoreCase)
                        ? $"'{folder}' is a pack; train on it with --dataset pack."
                        : $"'{folder}' is a file; give the folder that the pictures are in."
                    : $"'{folder}' does not exist; give the folder that the pictures are in.");
        }

        var (files, unreadable) = (new List<string>(), new List<UnreadableFile>());
        Collect(folder, [], files, unreadable);
        return (
            [.. files.OrderBy(path => Below(folder, path), StringComparer.Ordinal)],
            [.. unreadable.OrderBy(place => Below(folder, place.Path), StringComparer.Ordinal)]);
    }

    /// <summary>The same, where nothing to be found is an error.</summary>
    /// <exception cref="ConfigException">The folder does not exist or has no pictures.</exception>
    public static (IReadOnlyList<string> Files, IReadOnlyList<UnreadableFile> Unreadable) FindSome(string folder)
    {
        var (files, unreadable) = Find(folder);
        return files.Count > 0
            ? (files, unreadable)
            : throw new ConfigException(
            [
                $"'{folder}' has no pictures in it, nor have the folders in it; files that end in "
                + $"{string.Join(", ", Extensions)} are looked for.",
                .. UnreadableFile.Reasons(unreadable),
            ]);
    }

    /// <summary>The path of a picture below the folder, with the slashes of Unix.</summary>
    public static string Below(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static void Collect(string folder, HashSet<string> seen, List<string> files, List<UnreadableFile> unreadable)
    {
        // A link can lead to a folder above or to one that another link leads to; each is looked into once.
        if (!seen.Add(Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder)))
        {
            return;
        }

        try
        {
            files.AddRange(Directory.EnumerateFiles(folder, "*", OneLevel)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)));
            foreach (var inner in Directory.GetDirectories(folder, "*", OneLevel).Order(StringComparer.Ordinal))
            {
                Collect(inner, seen, files, unreadable);
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            unreadable.Add(new UnreadableFile(
                folder, $"'{folder}' cannot be looked into ({exception.Message.TrimEnd('.')}); change its permissions or move it away.", IsFolder: true));
        }
    }
}
