using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>Saves the whole state and g.pt now and then and at the end, and clears old checkpoints away.</summary>
/// <remarks>
/// Nothing is saved once training has diverged: the last good checkpoint stays the last. Where a run went on from an
/// earlier checkpoint, later ones are kept under a name that ends in ".superseded" until they are reached again.
/// </remarks>
/// <param name="run">Where they go.</param>
/// <param name="config">How often, and how many to keep.</param>
/// <param name="describe">What g.pt should say at a step at which the metrics are these.</param>
public sealed class CheckpointWriter(
    RunFolder run, RunConfig config, Func<long, IReadOnlyDictionary<string, double>, GeneratorDescription> describe) : ITrainingObserver
{
    private IReadOnlyDictionary<string, double> metrics = new Dictionary<string, double>();
    private long lastSaved = -1;

    /// <inheritdoc/>
    public bool IsEssential => true;

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics) =>
        this.metrics = metrics.Named().ToDictionary(metric => metric.Name, metric => metric.Value);

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
        Write(run.Checkpoint(state.Step), state, description.Header);
        lastSaved = state.Step;
        SetAside(run.CheckpointSteps().Where(step => step > state.Step));
        if (config.KeepCheckpoints > 0)
        {
            foreach (var old in run.CheckpointSteps().SkipLast(config.KeepCheckpoints))
            {
                Directory.Delete(run.Checkpoint(old), recursive: true);
            }
        }
    }

    // A run that goes on from an earlier checkpoint comes by later ones, which may be damaged; they are replaced by whole ones.
    private static void Write(string folder, TrainingState state, CheckpointHeader header)
    {
        if (!Directory.Exists(folder))
        {
            Checkpoint.Write(folder, state.Tensors(), state.Counters(), header);
            return;
        }

        var (draft, old) = (folder + ".new", folder + ".old");
        Remove(draft);
        Remove(old);
        Checkpoint.Write(draft, state.Tensors(), state.Counters(), header);
        Directory.Move(folder, old);
        Directory.Move(draft, folder);
        Remove(old);
    }

    // What lies ahead is of a course that was given up. Under its number it would be taken for the newest of this one.
    private void SetAside(IEnumerable<long> steps)
    {
        foreach (var folder in steps.Select(run.Checkpoint))
        {
            Remove(folder + ".superseded");
            Directory.Move(folder, folder + ".superseded");
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
