using GanLab.Losses;
using GanLab.Training;
using GanLab.Training.Health;
using Microsoft.Extensions.Logging;

namespace GanLab.Runs;

/// <summary>Shows each line of metrics to the alarms, and passes on what they say: as warnings and into health.jsonl.</summary>
/// <remarks>
/// Stands after the <see cref="MetricsWriter"/>: a run that goes on shows the alarms the lines that are written already, so
/// that it is warned of what it would have been warned of without the stop.
/// </remarks>
/// <param name="run">Where metrics.jsonl is and health.jsonl goes.</param>
/// <param name="loss">What the players minimise.</param>
/// <param name="scores">Where the metrics come from.</param>
/// <param name="logger">Told of each alarm.</param>
public sealed class HealthWriter(RunFolder run, GanLoss loss, ScoreBoard scores, ILogger logger) : ITrainingObserver
{
    private IReadOnlyList<IAlarm> alarms = [];

    /// <inheritdoc/>
    public void OnStarted(TrainingState state)
    {
        HealthEvents.CutAlarmsAfter(run, MetricsLines.LastKept(state, scores));
        alarms = AlarmSet.For(loss);
        foreach (var metrics in MetricsHistory.Read(run.MetricsJsonLines))
        {
            foreach (var alarm in alarms)
            {
                alarm.Look(metrics); // what it says was said then
            }
        }
    }

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics)
    {
        // With as many digits as are written, so that nothing depends on whether they were read again.
        var written = MetricsHistory.Parse(MetricsWriter.JsonLine(metrics.Step, metrics.Named()))!;
        foreach (var alarm in alarms)
        {
            if (alarm.Look(written) is { } said)
            {
                var message = said + Nearest(alarm);
                logger.LogWarning("Step {Step}: {Message}", metrics.Step, message);
                HealthEvents.Append(run, metrics.Step, alarm.Name, message);
            }
        }
    }

    private string Nearest(IAlarm alarm) => alarm is Regression { Best.Step: var best } && run.CheckpointSteps() is { Count: > 0 } kept
        ? $" The checkpoint nearest to it is {run.Checkpoint(kept.MinBy(step => Math.Abs(step - best)))}."
        : "";
}
