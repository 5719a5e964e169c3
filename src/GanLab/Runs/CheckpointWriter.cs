using System.Globalization;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>Saves the whole state and g.pt now and then and at the end, and clears old checkpoints away.</summary>
/// <remarks>
/// Nothing is saved once training has diverged: the last good checkpoint stays the last. Where a run went on from an
/// earlier checkpoint, later ones are kept under a name that ends in ".superseded" until it has come by their steps.
/// </remarks>
/// <param name="run">Where they go.</param>
/// <param name="config">How often, and how many to keep.</param>
/// <param name="describe">What g.pt should say at a step at which the metrics are these; null for those of the checkpoint that the run went on from.</param>
public sealed class CheckpointWriter(
    RunFolder run, RunConfig config, Func<long, IReadOnlyDictionary<string, double>?, GeneratorDescription> describe) : ITrainingObserver
{
    private const string Superseded = ".superseded";

    private IReadOnlyDictionary<string, double>? metrics;
    private long lastSaved = -1;

    /// <inheritdoc/>
    public bool IsEssential => true;

    /// <inheritdoc/>
    /// <remarks>A run that diverged and went back starts again: what was measured until then is of a course that was given up.</remarks>
    public void OnStarted(TrainingState state) => (metrics, lastSaved) = (null, -1);

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics) => this.metrics = metrics.Reproducible();

    /// <inheritdoc/>
    public void OnStep(TrainingState state)
    {
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
    }

    private void Save(TrainingState state)
    {
        // Between two lines of metrics the loop has not noticed yet that training has diverged.
        if (state.Step == lastSaved || !state.IsFinite())
        {
            return;
        }

        // The generator first: it is smaller, and on a disk that is nearly full it may be all that can be saved.
        var description = describe(state.Step, metrics);
        GeneratorFile.Write(run.Generator, state.Average, description);
        Write(run, state, description.Header);
        SetAside(run.CheckpointSteps().Where(step => !(step <= state.SavedStep) && step != state.Step));
        DeleteSuperseded(state.Step);
        (lastSaved, state.SavedStep) = (state.Step, state.Step);
        foreach (var old in run.CheckpointSteps().Except(Kept()))
        {
            AtomicFolder.Delete(run.Checkpoint(old));
        }
    }

    /// <summary>Saves the state as a checkpoint of the run and makes it the newest.</summary>
    /// <remarks>
    /// In this order the pointer names a whole checkpoint at any moment. A run that goes on from an earlier checkpoint comes by
    /// later ones, which may be damaged; they are replaced by whole ones.
    /// </remarks>
    internal static void Write(RunFolder run, TrainingState state, CheckpointHeader header)
    {
        Checkpoint.Replace(run.Checkpoint(state.Step), state.Tensors(), state.Counters(), header);
        CheckpointPointer.Write(run, state.Step);
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
