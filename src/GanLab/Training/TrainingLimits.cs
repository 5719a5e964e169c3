namespace GanLab.Training;

/// <summary>When a training loop stops and how often it tells.</summary>
/// <param name="Steps">Generator updates to reach, those before a resume counted.</param>
/// <param name="Time">Time in training to stop after; <see cref="TimeSpan.MaxValue"/> for none.</param>
/// <param name="LogEvery">Steps between two lines of metrics.</param>
/// <param name="Seed">Seeds what layers draw inside libtorch.</param>
/// <param name="EvaluateEvery">Steps after which the next line of metrics measures a fixed batch too; 0 for never.</param>
public sealed record TrainingLimits(long Steps, TimeSpan Time, int LogEvery, long Seed, int EvaluateEvery = 0)
{
    /// <summary>Whether a line of metrics is due after <paramref name="step"/>.</summary>
    internal bool LogsAt(long step) => step % LogEvery == 0 || step == Steps;

    /// <summary>Whether that line measures the fixed batch: it is the first since as many steps, or the last of the run.</summary>
    /// <remarks>It depends on nothing but the step, so that a run that was interrupted measures where one that was not does.</remarks>
    internal bool EvaluatesAt(long step) =>
        EvaluateEvery > 0 && (step == Steps || step / EvaluateEvery > Math.Max(0, step - LogEvery) / EvaluateEvery);
}
