using GanLab.Training;

namespace GanLab.Tests.Support;

/// <summary>An observer that writes down what it is told, and does what the test wants.</summary>
internal sealed class Recorder : ITrainingObserver
{
    public List<string> Events { get; } = [];

    public List<TrainingMetrics> Metrics { get; } = [];

    public Action<TrainingState>? Started { get; init; }

    public Action<TrainingState>? Step { get; init; }

    public bool IsEssential { get; init; }

    public void OnStarted(TrainingState state)
    {
        Events.Add($"started {state.Step}");
        Started?.Invoke(state);
    }

    public void OnStep(TrainingState state)
    {
        Events.Add($"step {state.Step}");
        Step?.Invoke(state);
    }

    public void OnMetrics(TrainingState state, TrainingMetrics metrics)
    {
        Events.Add($"metrics {metrics.Step}");
        Metrics.Add(metrics);
    }

    public void OnStopped(TrainingState state, TrainingOutcome outcome) => Events.Add($"stopped {state.Step} {outcome}");
}
