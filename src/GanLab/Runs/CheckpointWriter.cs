using System.Globalization;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Runs;

/// <summary>Saves the whole state and g.pt now and then and at the end, and clears old checkpoints away.</summary>
/// <remarks>
/// What is written is a copy in memory. Another thread makes it and writes it; training waits only while the little is copied
/// that a step changes at once, such as running statistics, and if it comes to its next update before the rest is copied
/// (<see cref="TrainingState.Updates"/>). One save is under way at a time: the next waits for it, so that none is left out and
/// they come in their order. Where one fails, the run stops after the step under way. At the end everything is waited for.
///
/// Nothing is saved once training has diverged: the last good checkpoint stays the last. Where a run went on from an
/// earlier checkpoint, later ones are kept under a name that ends in ".superseded" until it has come by their steps.
/// </remarks>
/// <param name="run">Where they go.</param>
/// <param name="config">How often, and how many to keep.</param>
/// <param name="describe">What g.pt should say at a step at which the metrics are these; null for those of the checkpoint that the run went on from.</param>
public sealed class CheckpointWriter(
    RunFolder run, RunConfig config, Func<long, IReadOnlyDictionary<string, double>?, GeneratorDescription> describe) : ITrainingObserver, IDisposable
{
    private const string Superseded = ".superseded";

    private readonly TensorCopies copies = new();
    private readonly BackgroundWork saving = new();
    private IReadOnlyDictionary<string, double>? metrics;
    private long lastTaken = -1;
    private long? lastSaved; // written by the thread that saves, read once that is done

    /// <inheritdoc/>
    public bool IsEssential => true;

    /// <inheritdoc/>
    /// <remarks>A run that diverged and went back starts again: what was measured until then is of a course that was given up.</remarks>
    public void OnStarted(TrainingState state)
    {
        (metrics, lastTaken, lastSaved) = (null, -1, null);
        copies.MakeRoom(state.Tensors());
        var step = state.Step;
        saving.Start(() =>
        {
            copies.Touch();
            describe(step, null); // some data sets compute their hash when it is first asked for
        });
    }

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics) => this.metrics = metrics.Reproducible();

    /// <inheritdoc/>
    public void OnStep(TrainingState state)
    {
        saving.ThrowIfFailed();
        if (config.CheckpointEvery > 0 && state.Step % config.CheckpointEvery == 0)
        {
            Save(state);
        }
    }

    /// <inheritdoc/>
    public void OnStopped(TrainingState state, TrainingOutcome outcome)
    {
        if (outcome != TrainingOutcome.Diverged)
        {
            Save(state);
        }

        Finish(state);
    }

    /// <summary>Waits for a save that is under way, whatever becomes of it; needed where training ended with an exception.</summary>
    public void Dispose()
    {
        saving.Dispose();
        copies.Dispose();
    }

    private void Save(TrainingState state)
    {
        Finish(state);
        if (state.Step == lastTaken || state.FirstNonFinite() is not null)
        {
            return;
        }

        var (step, savedStep, counters) = (state.Step, state.SavedStep, state.Counters());
        var (description, generator) = (describe(step, metrics), state.Average);
        var (tensors, copyRest) = copies.Take(state.Tensors(), state.ChangedByUpdatesOnly());
        var copied = new TaskCompletionSource();
        lastTaken = step;
        saving.Start(() =>
        {
            try
            {
                copyRest?.Invoke();
            }
            finally
            {
                copied.SetResult();
            }

            Save(step, savedStep, tensors, counters, generator, description);
        });
        if (copyRest is not null)
        {
            state.Updates.Hold(copied.Task);
        }
    }

    private void Save(
        long step, long? savedStep, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, long> counters,
        Generator generator, GeneratorDescription description)
    {
        // Between two lines of metrics the loop has not noticed yet that training has diverged.
        if (!TrainingState.AreFinite(tensors))
        {
            return;
        }

        // The generator first: it is smaller, and on a disk that is nearly full it may be all that can be saved.
        GeneratorFile.Write(run.Generator, generator, TensorMap.Below(TrainingState.AveragePrefix, tensors), description);
        Write(run, step, tensors, counters, description.Header);
        SetAside(run.CheckpointSteps().Where(other => !(other <= savedStep) && other != step));
        DeleteSuperseded(step);
        foreach (var old in run.CheckpointSteps().Except(Kept()))
        {
            AtomicFolder.Delete(run.Checkpoint(old));
        }

        lastSaved = step;
    }

    private void Finish(TrainingState state)
    {
        saving.Wait();
        state.SavedStep = lastSaved ?? state.SavedStep;
    }

    /// <summary>Saves the state as a checkpoint of the run and makes it the newest.</summary>
    /// <remarks>
    /// In this order the pointer names a whole checkpoint at any moment. A run that goes on from an earlier checkpoint comes by
    /// later ones, which may be damaged; they are replaced by whole ones.
    /// </remarks>
    internal static void Write(
        RunFolder run, long step, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, long> counters, CheckpointHeader header)
    {
        Checkpoint.Replace(run.Checkpoint(step), tensors, counters, header);
        CheckpointPointer.Write(run, step);
    }

    private IReadOnlyList<long> Kept() => CheckpointRetention.Keep(
        [.. run.CheckpointSteps().Select(step => (step, config.KeepBest > 0 ? run.MetricAt(step, config.BestMetric) : double.NaN))],
        config.KeepCheckpoints, config.KeepBest, config.BestIs);

    // What came after the checkpoint before this one is of a course that was given up, and under its number would be taken for a part of this.
    private void SetAside(IEnumerable<long> steps)
    {
        foreach (var folder in steps.Select(run.Checkpoint))
        {
            if (Directory.Exists(folder + Superseded))
            {
                AtomicFolder.Delete(folder + Superseded);
            }

            Directory.Move(folder, folder + Superseded);
        }
    }

    private void DeleteSuperseded(long upTo)
    {
        foreach (var folder in Directory.GetDirectories(Path.GetDirectoryName(run.LatestPointer)!, "*" + Superseded))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step <= upTo)
            {
                AtomicFolder.Delete(folder);
            }
        }
    }
}
