using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GanLab.Runs;

/// <summary>health.jsonl: a JSON object for each thing that went wrong, with the step, its name and what was said of it.</summary>
internal static class HealthEvents
{
    internal const string Divergence = "divergence";
    internal const string Retry = "retry";

    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Adds an event.</summary>
    /// <param name="run">Where to.</param>
    /// <param name="step">When it happened.</param>
    /// <param name="name">For machines, for instance "mode-collapse".</param>
    /// <param name="message">For people.</param>
    internal static void Append(RunFolder run, long step, string name, string message) => LineFile.Append(
        run.Health,
        string.Create(CultureInfo.InvariantCulture, $"{{\"step\":{step},\"event\":{Text(name)},\"message\":{Text(message)}}}\n"));

    /// <summary>The events so far; a line that is not whole is left out.</summary>
    internal static IReadOnlyList<(long Step, string Name, string Message)> Read(RunFolder run) =>
        [.. LineFile.Read(run.Health).Select(Parse).OfType<(long, string, string)>()];

    /// <summary>Takes away the alarms of later steps, which will be told anew; that the run diverged or was retried stays told.</summary>
    internal static void CutAlarmsAfter(RunFolder run, long step) =>
        MetricsLines.CutAfter(run.Health, step, line => Parse(line) is (_, Divergence or Retry, _));

    private static (long, string, string)? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return (root.GetProperty("step").GetInt64(), root.GetProperty("event").GetString()!, root.GetProperty("message").GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value, Readable)}\"";
}
