using System.Text.RegularExpressions;

namespace GanLab.Formats;

/// <summary>Names for what is not finished yet: hidden, and in the target's folder so that a rename suffices.</summary>
internal static partial class TemporaryName
{
    /// <summary>Unfinished, or given up: ".000600.0123456789abcdef0123456789abcdef.tmp".</summary>
    public static string Beside(string path) => Beside(path, "tmp");

    /// <summary>What was at <paramref name="path"/> and must come back if nothing else comes there.</summary>
    public static string OfTheOld(string path) => Beside(path, "old");

    /// <summary>Whether a file or folder has a name that was made here, and then what it stands for.</summary>
    /// <param name="path">A path in any folder.</param>
    /// <returns>The path it stood in for, and whether it is <see cref="OfTheOld"/>; null for a name of anybody else.</returns>
    public static (string Path, bool IsOld)? Meaning(string path) =>
        Pattern().Match(Path.GetFileName(path)) is { Success: true } match
            ? (Path.Combine(Path.GetDirectoryName(path) ?? "", match.Groups["name"].Value), match.Groups["kind"].Value == "old")
            : null;

    /// <summary>The same error about the name that the caller knows; null where it does not mention the temporary one.</summary>
    public static Exception? Translate(Exception exception, string temporary, string path)
    {
        if (!exception.Message.Contains(temporary, StringComparison.Ordinal))
        {
            return null;
        }

        var message = exception.Message.Replace(temporary, path, StringComparison.Ordinal);
        return exception switch
        {
            UnauthorizedAccessException => new UnauthorizedAccessException(message, exception),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, exception),
            IOException => new IOException(message, exception.HResult),
            _ => null,
        };
    }

    private static string Beside(string path, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(Path.TrimEndingDirectorySeparator(path));
        var folder = Path.GetDirectoryName(full)
            ?? throw new ArgumentException(
                $"'{path}' is the root of a file system; name a file or folder in it.", nameof(path));
        return Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.{kind}");
    }

    [GeneratedRegex(@"^\.(?<name>.+)\.[0-9a-f]{32}\.(?<kind>tmp|old)$")]
    private static partial Regex Pattern();
}
