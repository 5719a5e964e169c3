namespace GanLab.Data;

/// <summary>The classes that the folders of pictures stand for.</summary>
/// <param name="Names">In the order of their labels; empty if the folders are no classes.</param>
/// <param name="Labels">Of each picture; all 0 if the folders are no classes.</param>
internal sealed record FolderClasses(IReadOnlyList<string> Names, int[] Labels)
{
    /// <summary>Classes, if every picture lies in a folder directly below, and there are at least two such folders.</summary>
    /// <param name="paths">The paths of the pictures below the folder, with the slashes of Unix.</param>
    public static FolderClasses Of(IEnumerable<string> paths)
    {
        var classes = paths.Select(Of).ToArray();
        string[] names = [.. classes.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        if (names.Length < 2 || classes.Contains(null))
        {
            return new FolderClasses([], new int[classes.Length]);
        }

        var numbers = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        return new FolderClasses(names, [.. classes.Select(name => numbers[name!])]);
    }

    /// <summary>The folder directly below that a picture lies in; null if it lies elsewhere.</summary>
    public static string? Of(string path) => path.Split('/') is [var name, _] ? name : null;
}
