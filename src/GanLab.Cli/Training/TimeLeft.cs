namespace GanLab.Cli.Training;

/// <summary>Estimates how long a run will still take, from a running mean of the time of a step.</summary>
/// <param name="steps">Steps at the end; <see cref="long.MaxValue"/> where only time ends the run.</param>
/// <param name="limit">Time in training after which it ends in any case.</param>
internal sealed class TimeLeft(long steps, TimeSpan limit)
{
    private const double Share = 0.3; // of the newest interval in the mean: smooth, yet follows a change within a few lines

    private (long Step, double Seconds)? last;
    private double? secondsPerStep;

    /// <summary>Learns how far the run is.</summary>
    /// <param name="step">Steps so far.</param>
    /// <param name="seconds">Seconds in training so far.</param>
    internal void Note(long step, double seconds)
    {
        if (last is var (lastStep, lastSeconds) && step > lastStep)
        {
            var newest = (seconds - lastSeconds) / (step - lastStep);
            secondsPerStep = secondsPerStep is { } mean ? mean + (Share * (newest - mean)) : newest;
        }

        last = (step, seconds);
    }

    /// <summary>The time until the last step or the limit, whichever comes first; null while nothing is known.</summary>
    internal TimeSpan? Estimate()
    {
        if (last is not var (step, seconds) || (steps == long.MaxValue && limit == TimeSpan.MaxValue))
        {
            return null;
        }

        var byTime = limit == TimeSpan.MaxValue ? double.PositiveInfinity : Math.Max(0, limit.TotalSeconds - seconds);
        var bySteps = steps == long.MaxValue ? double.PositiveInfinity : (steps - step) * (secondsPerStep ?? double.PositiveInfinity);
        var left = Math.Min(byTime, bySteps);
        return left < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(left) : null;
    }
}
