namespace GanLab.Training;

/// <summary>When a training loop stops and how often it tells.</summary>
/// <param name="Steps">Generator updates to reach, those before a resume counted.</param>
/// <param name="Time">Time in training by which to stop: a step that would end later is not begun; <see cref="TimeSpan.MaxValue"/> for none.</param>
/// <param name="LogEvery">Steps between two lines of metrics.</param>
/// <param name="Seed">Seeds what layers draw inside libtorch.</param>
/// <param name="EvaluateEvery">Steps after which the next line of metrics measures a fixed batch too; 0 for never.</param>
/// <param name="CheckpointEvery">Steps between two checkpoints, each of which should know how good it is; 0 for none.</param>
public sealed record TrainingLimits(long Steps, TimeSpan Time, int LogEvery, long Seed, int EvaluateEvery = 0, int CheckpointEvery = 0)
{
    /// <summary>Whether the line of metrics after <paramref name="step"/> measures the fixed batch: the first after as many steps does, and the last before or at a checkpoint.</summary>
    /// <remarks>
    /// It depends on the step alone, so that runs that were interrupted measure where those that were not do. A last line
    /// that comes between two others measures too; a run that is extended writes it anew.
    /// </remarks>
    internal bool EvaluatesAt(long step) =>
        EvaluateEvery > 0
        && (step % LogEvery != 0 || IsLastBeforeCheckpoint(step) || step / EvaluateEvery > (step - LogEvery) / EvaluateEvery);

    /// <summary>Whether there is a checkpoint after <paramref name="step"/>, or it is the last.</summary>
    internal bool SavesAt(long step) => step == Steps || (CheckpointEvery > 0 && step % CheckpointEvery == 0);

    private bool IsLastBeforeCheckpoint(long step) =>
        CheckpointEvery > 0 && (step + LogEvery - 1) / CheckpointEvery > (step - 1) / CheckpointEvery;
}
