using System.Text.RegularExpressions;

namespace GanLab.Tests.Architecture;

/// <summary>The C# files of the library, and what their text mentions.</summary>
internal static partial class SourceFiles
{
    /// <summary>Path below src, with forward slashes, and code without comments, of every file below src/<paramref name="folder"/>.</summary>
    public static IEnumerable<(string Path, string Code)> Below(string folder = "")
    {
        var source = Repository.PathOf("src");
        return Directory.EnumerateFiles(Path.Combine(source, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(source, file).Replace('\\', '/'), Comment().Replace(File.ReadAllText(file), "")));
    }

    /// <summary>The layers that <paramref name="code"/> names: "GanLab.Data...", or "Data.Batch" without its beginning.</summary>
    public static IEnumerable<string> LayersIn(string code) => Mention().Matches(code)
        .Select(match => match.Groups["layer"].Value)
        .Where(Layers.All.Contains)
        .Distinct();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?:\bGanLab\.|(?<![\w.""'/])(?=\w+\.[A-Z]\w*[\s(<;)?,]))(?<layer>[A-Z]\w+)")]
    private static partial Regex Mention();
}
