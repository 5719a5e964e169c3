using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>Finds the pictures in a folder and the folders in it, and names the folders that cannot be looked into.</summary>
internal static class PictureSearch
{
    private const int Deepest = 32; // levels below; a link to a folder above would never end

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
                    ? $"'{folder}' is a file; give the folder that the pictures are in."
                    : $"'{folder}' does not exist; give the folder that the pictures are in.");
        }

        var (files, unreadable) = (new List<string>(), new List<UnreadableFile>());
        Collect(folder, 0, files, unreadable);
        return (
            [.. files.OrderBy(path => Below(folder, path), StringComparer.Ordinal)],
            [.. unreadable.OrderBy(place => Below(folder, place.Path), StringComparer.Ordinal)]);
    }

    /// <summary>The path of a picture below the folder, with the slashes of Unix.</summary>
    public static string Below(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static void Collect(string folder, int depth, List<string> files, List<UnreadableFile> unreadable)
    {
        try
        {
            files.AddRange(Directory.EnumerateFiles(folder, "*", OneLevel)
                .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)));
            if (depth < Deepest)
            {
                foreach (var inner in Directory.GetDirectories(folder, "*", OneLevel))
                {
                    Collect(inner, depth + 1, files, unreadable);
                }
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            unreadable.Add(new UnreadableFile(
                folder, $"'{folder}' cannot be looked into ({exception.Message.TrimEnd('.')}); change its permissions or move it away.", IsFolder: true));
        }
    }
}
