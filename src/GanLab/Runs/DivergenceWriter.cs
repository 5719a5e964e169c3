using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>When training diverges, writes divergence.txt and an event into health.jsonl.</summary>
/// <param name="run">Where they go.</param>
/// <param name="config">What the run is made from.</param>
public sealed class DivergenceWriter(RunFolder run, ExperimentConfig config) : ITrainingObserver
{
    private const int Lines = 20;

    /// <inheritdoc/>
    public void OnStopped(TrainingState state, TrainingOutcome outcome)
    {
        if (outcome != TrainingOutcome.Diverged)
        {
            return;
        }

        HealthEvents.Append(run, state.Step, HealthEvents.Divergence, DivergenceText.Sentence(state));
        var recent = MetricsHistory.Read(run.MetricsJsonLines).TakeLast(Lines);
        var before = File.Exists(run.Divergence) ? $"\n{File.ReadAllText(run.Divergence)}" : ""; // a run can diverge again
        AtomicFile.WriteAllText(run.Divergence, DivergenceText.Page(state, run, config, recent) + before);
    }
}
