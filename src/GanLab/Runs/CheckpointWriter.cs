using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>Saves the whole state and g.pt now and then and at the end, and clears old checkpoints away.</summary>
/// <remarks>Nothing is saved once training has diverged: the last good checkpoint stays the last.</remarks>
/// <param name="run">Where they go.</param>
/// <param name="config">How often, and how many to keep.</param>
/// <param name="describe">What g.pt should say at a step.</param>
public sealed class CheckpointWriter(RunFolder run, RunConfig config, Func<long, GeneratorDescription> describe) : ITrainingObserver
{
    /// <inheritdoc/>
    public bool IsEssential => true;

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
        var folder = run.Checkpoint(state.Step);
        // Between two lines of metrics the loop has not noticed yet that training has diverged.
        if (Directory.Exists(folder) || !state.IsFinite())
        {
            return;
        }

        Checkpoint.Write(folder, state.Tensors(), state.Counters());
        GeneratorFile.Write(run.Generator, state.Average, describe(state.Step));
        if (config.KeepCheckpoints > 0)
        {
            foreach (var old in run.CheckpointSteps().SkipLast(config.KeepCheckpoints))
            {
                Directory.Delete(run.Checkpoint(old), recursive: true);
            }
        }
    }
}
