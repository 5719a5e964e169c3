using System.Globalization;
using System.Text.Json;
using GanLab.Formats;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>Writes each line of metrics to metrics.jsonl and metrics.csv, under the same names.</summary>
/// <param name="run">Where they are.</param>
/// <param name="scores">Where the metrics come from.</param>
public sealed class MetricsWriter(RunFolder run, ScoreBoard scores) : ITrainingObserver
{
    /// <inheritdoc/>
    /// <remarks>A run that was killed went further than the checkpoint from which it now goes on: those lines will come anew.</remarks>
    public void OnStarted(TrainingState state)
    {
        var last = MetricsLines.LastKept(state, scores);
        MetricsLines.CutAfter(run.MetricsJsonLines, last);
        MetricsLines.CutAfter(run.MetricsCsv, last);
        RenewTable();
    }

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics)
    {
        var named = metrics.Named();
        LineFile.Append(run.MetricsJsonLines, JsonLine(metrics.Step, named));
        LineFile.Append(run.MetricsCsv, File.Exists(run.MetricsCsv) ? Row(metrics.Step, named) : Head(named) + Row(metrics.Step, named));
    }

    // An earlier version of the program may have begun the table, with fewer columns.
    private void RenewTable()
    {
        var history = MetricsHistory.Read(run.MetricsJsonLines).ToArray();
        if (history.Length == 0 || LineFile.Read(run.MetricsCsv).FirstOrDefault() is not { } names)
        {
            return;
        }

        var head = Head(history[0].Named());
        if (names + "\n" != head)
        {
            AtomicFile.WriteAllText(run.MetricsCsv, head + string.Concat(history.Select(line => Row(line.Step, line.Named()))));
        }
    }

    private static string Head(IReadOnlyList<(string Name, double Value)> named) =>
        string.Join(',', named.Select(pair => pair.Name).Prepend("step")) + "\n";

    private static string Row(long step, IReadOnlyList<(string Name, double Value)> named) =>
        string.Join(',', named.Select(pair => Text(pair.Value)).Prepend(Text(step))) + "\n";

    /// <summary>A line of metrics.jsonl.</summary>
    /// <remarks>JSON has no NaN; a loss that is none is null there, and readable as such.</remarks>
    internal static string JsonLine(long step, IReadOnlyList<(string Name, double Value)> named)
    {
        var values = named.Select(pair => $"{JsonSerializer.Serialize(pair.Name)}:{(double.IsFinite(pair.Value) ? Text(pair.Value) : "null")}");
        return $"{{\"step\":{Text(step)},{string.Join(',', values)}}}\n";
    }

    private static string Text(double value) => value.ToString("g9", CultureInfo.InvariantCulture);
}
