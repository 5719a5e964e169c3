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
        var lines = Read(path);
        if (lines.Count < 2)
        {
            throw MalformedFileException.Truncated(path, new FileInfo(path).Length, "the count and the names of the attributes");
        }

        if (lines[0].Words is not [var countText] || !int.TryParse(countText, CultureInfo.InvariantCulture, out var count))
        {
            throw Bad(path, lines[0], "is not the number of pictures");
        }

        var names = lines[1].Words;
        var byFile = ByFile(path, lines.Skip(2), line => Flags(path, line, names.Length));
        return byFile.Count == count
            ? (names, byFile)
            : throw MalformedFileException.Because(
                path, $"the first line declares {count} pictures but {byFile.Count} follow", Remedy);
    }

    /// <summary>list_eval_partition.txt: a file and 0, 1 or 2 in each line.</summary>
    public static IReadOnlyDictionary<string, CelebAPartition> ReadPartitions(string path) => ByFile(
        path,
        Read(path),
        line => line.Words is [_, "0" or "1" or "2"]
            ? (CelebAPartition)(line.Words[1][0] - '0')
            : throw Bad(path, line, "is not a file and 0, 1 or 2"));

    private static Dictionary<string, T> ByFile<T>(string path, IEnumerable<Line> lines, Func<Line, T> read)
    {
        var byFile = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
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

    private static List<Line> Read(string path) =>
    [
        .. File.ReadLines(path)
            .Select((text, i) => new Line(i + 1, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Words.Length > 0),
    ];

    private static MalformedFileException Bad(string path, Line line, string problem) =>
        MalformedFileException.Because(path, $"line {line.Number} {problem}", Remedy);

    private sealed record Line(int Number, string[] Words);
}
