using System.Diagnostics;
using GanLab.Evaluation;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Decides when: steps until they are done, time is up or somebody asks to stop; metrics in between.</summary>
/// <param name="step">One round of updates.</param>
/// <param name="state">What the rounds change.</param>
/// <param name="scores">Where the rounds leave their losses.</param>
/// <param name="next">Gives the next real batch.</param>
/// <param name="limits">When to stop and how often to tell.</param>
/// <param name="observers">Who is told.</param>
/// <param name="logger">Told of observers that fail.</param>
/// <param name="fixedBatch">Measured where the limits say so; null for never.</param>
public sealed class TrainingLoop(
    GanStep step, TrainingState state, ScoreBoard scores, Func<RealBatch> next, TrainingLimits limits,
    IReadOnlyList<ITrainingObserver> observers, ILogger logger, FixedBatch? fixedBatch = null)
{
    private readonly ObserverGroup observers = new(observers, logger);
    private readonly Stopwatch clock = new();

    /// <summary>Trains until there is a reason to stop; the step under way is always finished.</summary>
    /// <param name="stop">Asks to stop after the current step.</param>
    public TrainingOutcome Run(CancellationToken stop)
    {
        observers.Started(state);
        clock.Start();
        var outcome = Train(stop);
        if (!state.IsFinite())
        {
            // Weights can cease to be numbers between two lines of metrics.
            outcome = TrainingOutcome.Diverged;
        }

        observers.Stopped(state, outcome);
        return outcome;
    }

    private TrainingOutcome Train(CancellationToken stop)
    {
        var (lastSeconds, lastSamples) = (0.0, state.SamplesSeen);
        var (began, lastTook) = (clock.Elapsed, TimeSpan.Zero);
        while (state.Step < limits.Steps)
        {
            (began, lastTook) = (clock.Elapsed, clock.Elapsed - began);
            if (stop.IsCancellationRequested)
            {
                return TrainingOutcome.Interrupted;
            }

            // A step that would end too late is not begun.
            if (began + lastTook >= limits.Time)
            {
                return TrainingOutcome.TimeUp;
            }

            SeedLayers();
            step.Run(next, scores);
            var isOnTick = state.Step % limits.LogEvery == 0;
            if (isOnTick || state.Step == limits.Steps)
            {
                var seconds = clock.Elapsed.TotalSeconds;
                var speed = (state.SamplesSeen - lastSamples) / Math.Max(1e-9, seconds - lastSeconds);
                (lastSeconds, lastSamples) = (seconds, state.SamplesSeen);
                // The last line of a run may come early. The means go on, for a run that is extended later.
                var metrics = Measure(isOnTick ? scores.Take(state.Step, seconds, speed) : scores.Read(state.Step, seconds, speed));
                observers.Metrics(state, metrics);
                if (!metrics.IsFinite || !state.IsFinite())
                {
                    return TrainingOutcome.Diverged;
                }
            }

            observers.Step(state);
        }

        return TrainingOutcome.Finished;
    }

    private TrainingMetrics Measure(TrainingMetrics metrics)
    {
        if (fixedBatch is null || !limits.EvaluatesAt(state.Step))
        {
            return metrics;
        }

        var (diversity, distance) = fixedBatch.Measure(state.Average);
        return metrics with { Diversity = diversity, Distance = distance };
    }

    // Layers that draw inside libtorch, such as dropout, then depend on seed and step too, like every stream of ours.
    private void SeedLayers()
    {
        using var generator = manual_seed(limits.Seed + (state.Step * 0x9E3779B9L));
    }
}
