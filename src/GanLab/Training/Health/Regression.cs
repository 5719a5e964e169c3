using System.Globalization;

namespace GanLab.Training.Health;

/// <summary>The samples were better once: training on makes them worse.</summary>
/// <remarks>
/// Long runs commonly end far from their best. The regression is certain when three values, with none below 1.4 times
/// the best between them, are at least 1.75 times the best, and over when one is below 1.4 times the best.
/// </remarks>
/// <param name="metric">The name of the metric; lower is better.</param>
/// <param name="pick">Its value in a line of metrics, NaN where it was not measured.</param>
public sealed class Regression(string metric, Func<TrainingMetrics, double> pick) : IAlarm
{
    private const double MuchWorse = 1.75;
    private const double NearlyAsGood = 1.4;
    private const int Lines = 3;
    private const long Steps = 100;

    private readonly Stretch worse = new(Lines, Steps);

    /// <inheritdoc/>
    public string Name => "regression";

    /// <summary>Where the metric was best so far.</summary>
    public BestPoint Best { get; } = new();

    /// <inheritdoc/>
    public string? Look(TrainingMetrics metrics)
    {
        var (step, now) = (metrics.Step, pick(metrics));
        if (!double.IsFinite(now))
        {
            return null;
        }

        Best.Add(step, now);
        return !worse.Lasts(step, now >= MuchWorse * Best.Value, isOver: now < NearlyAsGood * Best.Value) ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The samples have become worse: best was step {Best.Step:n0}; the last {step - Best.Step:n0} steps made it worse ({metric} {Best.Value:g3} -> "
            + $"{now:g3}). Stop here, or go back to the best point: gan train --resume with its checkpoint, and lower learning rates.");
    }
}
