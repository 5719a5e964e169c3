namespace GanLab.Runs;

/// <summary>The checkpoint to go on from.</summary>
/// <param name="Step">Its step; null if no checkpoint of the run is whole.</param>
/// <param name="PassedOver">A sentence for each one that came before it and is damaged, or for a pointer that points nowhere.</param>
public sealed record LatestCheckpoint(long? Step, IReadOnlyList<string> PassedOver);
