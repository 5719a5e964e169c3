using System.Globalization;
using GanLab.Formats;

namespace GanLab.Data;

/// <summary>Reads the text files that come with CelebA; line ends and runs of spaces may be of any kind.</summary>
internal static class CelebALists
{
    private const string Remedy = "copy or download the file again";

    /// <summary>list_attr_celeba.txt: a count, a line of names, then a file and as many -1 or 1 as names in each line.</summary>
    public static (IReadOnlyList<string> Names, IReadOnlyDictionary<string, float[]> ByFile) ReadAttributes(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return ReadAttributes(stream, path);
    }

    /// <summary>The same from a stream that errors call <paramref name="path"/>.</summary>
    public static (IReadOnlyList<string> Names, IReadOnlyDictionary<string, float[]> ByFile) ReadAttributes(Stream stream, string path)
    {
        using var lines = Read(stream, path).GetEnumerator();
        var first = lines.MoveNext() ? lines.Current : null;
        if (first is null || !lines.MoveNext())
        {
            throw MalformedFileException.Truncated(path, stream.Length, "the count and the names of the attributes");
        }

        if (first.Words is not [var countText] || !int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw Bad(path, first, "is not the number of pictures");
        }

        var names = lines.Current.Words;
        var byFile = ByFile(path, lines, line => Flags(path, line, names.Length));
        return byFile.Count == count
            ? (names, byFile)
            : throw MalformedFileException.Because(
                path, $"the first line declares {count} pictures but {byFile.Count} follow", Remedy);
    }

    /// <summary>list_eval_partition.txt: a file and 0, 1 or 2 in each line.</summary>
    public static IReadOnlyDictionary<string, CelebAPartition> ReadPartitions(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return ReadPartitions(stream, path);
    }

    /// <summary>The same from a stream that errors call <paramref name="path"/>.</summary>
    public static IReadOnlyDictionary<string, CelebAPartition> ReadPartitions(Stream stream, string path)
    {
        using var lines = Read(stream, path).GetEnumerator();
        return ByFile(
            path,
            lines,
            line => line.Words is [_, "0" or "1" or "2"]
                ? (CelebAPartition)(line.Words[1][0] - '0')
                : throw Bad(path, line, "is not a file and 0, 1 or 2"));
    }

    private static Dictionary<string, T> ByFile<T>(string path, IEnumerator<Line> lines, Func<Line, T> read)
    {
        var byFile = new Dictionary<string, T>(StringComparer.Ordinal);
        while (lines.MoveNext())
        {
            var line = lines.Current;
            if (!byFile.TryAdd(line.Words[0], read(line)))
            {
                throw Bad(path, line, $"names {line.Words[0]} a second time");
            }
        }

        return byFile;
    }

    private static float[] Flags(string path, Line line, int count)
    {
        if (line.Words.Length != count + 1)
        {
            throw Bad(path, line, $"has {line.Words.Length - 1} values where {count} attributes are named");
        }

        return [.. line.Words.Skip(1).Select(word => word switch
        {
            "1" => 1f,
            "-1" => 0f,
            _ => throw Bad(path, line, $"has the value '{word}' where only 1 and -1 are possible"),
        })];
    }

    private static IEnumerable<Line> Read(Stream stream, string path) => TextLines.Read(stream, path)
        .Select(line => new Line(line.Number, line.Offset, line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(line => line.Words.Length > 0);

    private static MalformedFileException Bad(string path, Line line, string problem) =>
        MalformedFileException.Because(path, $"line {line.Number} {problem}", Remedy, line.Offset);

    private sealed record Line(int Number, long Offset, string[] Words);
}
