using GanLab.Training;
using Microsoft.Extensions.Logging;

namespace GanLab.Cli.Training;

/// <summary>Logs a line for each line of metrics: for log.txt, and for the screen where nobody watches it.</summary>
/// <param name="logger">Where the lines go.</param>
/// <param name="steps">Steps at the end of the run.</param>
/// <param name="left">Learns from the metrics how long it takes.</param>
internal sealed class ProgressLines(ILogger logger, long steps, TimeLeft left) : ITrainingObserver
{
    /// <inheritdoc/>
    public void OnStarted(TrainingState state) => left.Note(state.Step, 0);

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics)
    {
        left.Note(metrics.Step, metrics.Seconds);
        logger.LogInformation("{Line}", ProgressText.Line(metrics, steps, left.Estimate()));
    }
}
