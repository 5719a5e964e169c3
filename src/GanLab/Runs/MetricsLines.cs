using System.Globalization;
using GanLab.Formats;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>The lines of metrics.jsonl and metrics.csv, as far as it matters to which step each belongs.</summary>
internal static class MetricsLines
{
    private const string JsonStart = "{\"step\":";

    /// <summary>The step up to which the lines of a run that goes on will not come anew.</summary>
    /// <remarks>The last line of a run that had ended between two lines will, if it is extended: the means go on.</remarks>
    /// <param name="state">As it starts.</param>
    /// <param name="scores">The means that are under way.</param>
    internal static long LastKept(TrainingState state, ScoreBoard scores) => scores.IsEmpty ? state.Step : state.Step - 1;

    /// <summary>Takes away the lines of later steps, and one that was not written to its end; a missing file stays so.</summary>
    /// <param name="path">The file.</param>
    /// <param name="step">The last step to keep.</param>
    /// <param name="stays">Tells a line that is kept whatever its step; null for none.</param>
    internal static void CutAfter(string path, long step, Func<string, bool>? stays = null)
    {
        // A pipe has no length and would be waited for.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            return;
        }

        var text = File.ReadAllText(path);
        var kept = string.Concat(WholeLines(text).Where(line => StepOf(line) is not { } at || at <= step || stays?.Invoke(line) == true));
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
