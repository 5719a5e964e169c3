namespace GanLab.Training;

/// <summary>When a training loop stops and how often it tells.</summary>
/// <param name="Steps">Generator updates to reach, those before a resume counted.</param>
/// <param name="Time">Time in training to stop after; <see cref="TimeSpan.MaxValue"/> for none.</param>
/// <param name="LogEvery">Steps between two lines of metrics.</param>
/// <param name="Seed">Seeds what layers draw inside libtorch.</param>
public sealed record TrainingLimits(long Steps, TimeSpan Time, int LogEvery, long Seed);
