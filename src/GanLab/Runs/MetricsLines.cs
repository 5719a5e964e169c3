using System.Globalization;
using GanLab.Formats;

namespace GanLab.Runs;

/// <summary>The lines of metrics.jsonl and metrics.csv, as far as it matters to which step each belongs.</summary>
internal static class MetricsLines
{
    private const string JsonStart = "{\"step\":";

    /// <summary>Takes away the lines of later steps, and one that was not written to its end; a missing file stays so.</summary>
    internal static void CutAfter(string path, long step)
    {
        // A pipe has no length and would be waited for.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            return;
        }

        var text = File.ReadAllText(path);
        var kept = string.Concat(WholeLines(text).Where(line => StepOf(line) is not { } at || at <= step));
        if (kept != text)
        {
            AtomicFile.WriteAllText(path, kept);
        }
    }

    private static IEnumerable<string> WholeLines(string text)
    {
        for (int start = 0, end; (end = text.IndexOf('\n', start)) >= 0; start = end + 1)
        {
            yield return text[start..(end + 1)];
        }
    }

    // Null for the names at the head of the table.
    private static double? StepOf(string line)
    {
        var number = line.StartsWith(JsonStart, StringComparison.Ordinal) ? line[JsonStart.Length..] : line;
        return double.TryParse(number.Split(',')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var step) ? step : null;
    }
}
