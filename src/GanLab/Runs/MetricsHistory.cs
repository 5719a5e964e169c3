using System.Text.Json;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>The lines of metrics.jsonl as they were told to observers.</summary>
internal static class MetricsHistory
{
    /// <summary>Every whole line; none where there is no file. A line that is no JSON is left out.</summary>
    internal static IEnumerable<TrainingMetrics> Read(string path) =>
        LineFile.Read(path).Select(Parse).OfType<TrainingMetrics>();

    /// <summary>The metrics of a line; what it does not say, or says to be no number, is NaN. Null if it is no JSON.</summary>
    internal static TrainingMetrics? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new TrainingMetrics
            {
                Step = root.GetProperty("step").GetInt64(),
                Seconds = Number(root, "seconds"),
                SamplesPerSecond = Number(root, "samples/s"),
                DiscriminatorLoss = Number(root, "loss/d"),
                GeneratorLoss = Number(root, "loss/g"),
                RealScore = Number(root, "score/real"),
                FakeScore = Number(root, "score/fake"),
                DiscriminatorGradient = Number(root, "grad/d"),
                GeneratorGradient = Number(root, "grad/g"),
                GradientPenalty = Number(root, "penalty/gradient"),
                Diversity = Number(root, "diversity/fixed"),
                Distance = Number(root, "distance/swd"),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null; // cut short, or not ours
        }
    }

    private static double Number(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
