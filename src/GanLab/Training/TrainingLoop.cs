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
/// <param name="linesMayLag">
/// Whether observers are told a line of metrics after the step that follows its own, so that the device need not be waited
/// for; not where the fixed batch is measured, at checkpoints and at the end. Divergence is noticed a step later then.
/// </param>
public sealed class TrainingLoop(
    GanStep step, TrainingState state, ScoreBoard scores, Func<RealBatch> next, TrainingLimits limits,
    IReadOnlyList<ITrainingObserver> observers, ILogger logger, FixedBatch? fixedBatch = null, bool linesMayLag = false)
{
    private readonly ObserverGroup observers = new(observers, logger);
    private readonly Stopwatch clock = new();
    private (double Seconds, long SamplesSeen) lineBefore;
    private PendingLine? pending;

    /// <summary>Trains until there is a reason to stop; the step under way is always finished.</summary>
    /// <param name="stop">Asks to stop after the current step.</param>
    public TrainingOutcome Run(CancellationToken stop)
    {
        observers.Started(state);
        lineBefore = (0, state.SamplesSeen);
        clock.Start();
        var outcome = Train(stop);
        if (!TellPending() || !state.IsFinite())
        {
            // Weights can cease to be numbers between two lines of metrics.
            outcome = TrainingOutcome.Diverged;
        }

        observers.Stopped(state, outcome);
        return outcome;
    }

    private TrainingOutcome Train(CancellationToken stop)
    {
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
            if (!TellLines())
            {
                return TrainingOutcome.Diverged;
            }

            observers.Step(state);
        }

        return TrainingOutcome.Finished;
    }

    // Tells observers the lines that are due after a step; false if training has diverged.
    private bool TellLines()
    {
        if (!TellPending())
        {
            return false;
        }

        var isOnTick = state.Step % limits.LogEvery == 0;
        if (!isOnTick && state.Step != limits.Steps)
        {
            return true;
        }

        pending = new PendingLine(state, scores, clock, linesMayLag);
        if (isOnTick)
        {
            scores.Clear(); // the last line of a run may come early: then the means go on, for a run that is extended later
        }

        return (linesMayLag && !MeasuresAt(state.Step) && !limits.SavesAt(state.Step)) || TellPending();
    }

    // True also where there is none.
    private bool TellPending()
    {
        if (pending is null)
        {
            return true;
        }

        var (metrics, stateIsSurelyFinite) = pending.Receive(lineBefore);
        lineBefore = (metrics.Seconds, pending.SamplesSeen);
        pending = null;
        observers.Metrics(state, MeasuresAt(metrics.Step) ? Measure(metrics) : metrics);
        return metrics.IsFinite && (stateIsSurelyFinite || state.IsFinite());
    }

    private bool MeasuresAt(long step) => fixedBatch is not null && limits.EvaluatesAt(step);

    private TrainingMetrics Measure(TrainingMetrics metrics)
    {
        var (diversity, distance) = fixedBatch!.Measure(state.Average);
        return metrics with { Diversity = diversity, Distance = distance };
    }

    // Layers that draw inside libtorch, such as dropout, then depend on seed and step too, like every stream of ours.
    private void SeedLayers()
    {
        using var generator = manual_seed(limits.Seed + (state.Step * 0x9E3779B9L));
    }
}
