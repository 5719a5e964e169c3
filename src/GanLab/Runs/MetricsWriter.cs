using System.Globalization;
using System.Text;
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
    /// <remarks>
    /// A run that was killed went further than the checkpoint from which it now goes on: those lines will come anew. So will
    /// the last line of a run that had ended between two lines and is now extended.
    /// </remarks>
    public void OnStarted(TrainingState state)
    {
        var last = scores.IsEmpty ? state.Step : state.Step - 1;
        MetricsLines.CutAfter(run.MetricsJsonLines, last);
        MetricsLines.CutAfter(run.MetricsCsv, last);
        RenewTable();
    }

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics)
    {
        var named = metrics.Named();
        Append(run.MetricsJsonLines, JsonLine(metrics.Step, named));
        Append(run.MetricsCsv, File.Exists(run.MetricsCsv) ? Row(metrics.Step, named) : Head(named) + Row(metrics.Step, named));
    }

    // The whole text or, as on a disk that is full, nothing of it: half a line would spoil the one after it.
    private static void Append(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var end = stream.Seek(0, SeekOrigin.End);
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch
        {
            stream.SetLength(end);
            throw;
        }
    }

    // An earlier version of the program may have begun the table, with fewer columns.
    private void RenewTable()
    {
        var history = MetricsHistory.Read(run.MetricsJsonLines).ToArray();
        if (history.Length == 0 || !File.Exists(run.MetricsCsv))
        {
            return;
        }

        var head = Head(history[0].Named());
        if (File.ReadLines(run.MetricsCsv).FirstOrDefault() + "\n" != head)
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
