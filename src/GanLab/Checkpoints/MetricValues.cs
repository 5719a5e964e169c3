namespace GanLab.Checkpoints;

/// <summary>Metrics as JSON has them, where NaN and infinities are null; they come back as NaN.</summary>
internal static class MetricValues
{
    internal static Dictionary<string, double?> ToJson(IReadOnlyDictionary<string, double> metrics) =>
        metrics.ToDictionary(metric => metric.Key, metric => double.IsFinite(metric.Value) ? metric.Value : (double?)null);

    // 1e999 is JSON and read as infinity.
    internal static Dictionary<string, double> FromJson(IReadOnlyDictionary<string, double?> metrics) =>
        metrics.ToDictionary(metric => metric.Key, metric => metric.Value is { } value && double.IsFinite(value) ? value : double.NaN);
}
