using GanLab.Formats.TensorBoard;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>Writes metrics, under the names that metrics.jsonl has, and sample grids as TensorBoard shows them.</summary>
/// <remarks>Stands after the <see cref="SampleWriter"/> among the observers, whose pictures it takes.</remarks>
/// <param name="run">Where the events go, and the pictures come from.</param>
public sealed class TensorBoardWriter(RunFolder run) : ITrainingObserver
{
    private EventFile? events;
    private long lastShown = -1;

    /// <inheritdoc/>
    public void OnStarted(TrainingState state)
    {
        var isRetry = events is not null;
        events = EventFile.Create(run.Path, DateTimeOffset.UtcNow, Environment.MachineName);
        lastShown = -1;
        if (isRetry || state.Step > 0)
        {
            // A run that was killed or diverged went further than the checkpoint from which it now goes on.
            events.AppendStart(DateTimeOffset.UtcNow, state.Step + 1);
        }

        ShowPictures(state.Step);
    }

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics) =>
        events?.AppendScalars(DateTimeOffset.UtcNow, metrics.Step, metrics.Named().Where(metric => !double.IsNaN(metric.Value) || !metrics.IsFinite));

    /// <inheritdoc/>
    public void OnStep(TrainingState state) => ShowPictures(state.Step);

    /// <inheritdoc/>
    public void OnStopped(TrainingState state, TrainingOutcome outcome) => ShowPictures(state.Step);

    private void ShowPictures(long step)
    {
        if (events is null || step == lastShown || !File.Exists(run.Sample(step)))
        {
            return;
        }

        lastShown = step;
        events.AppendImage(DateTimeOffset.UtcNow, step, "samples", File.ReadAllBytes(run.Sample(step)));
    }
}
