namespace GanLab.Fuzzing;

/// <summary>What became of one input.</summary>
/// <param name="IsAccepted">Read rather than refused.</param>
/// <param name="Fault">Why this is a defect; null if all is well.</param>
/// <param name="Allocated">Bytes that the reading allocated in all.</param>
/// <param name="PartOfAllowed">The same as a part of what is allowed for a file of that length.</param>
/// <param name="Milliseconds">How long it took.</param>
internal readonly record struct Verdict(bool IsAccepted, string? Fault, long Allocated, double PartOfAllowed, double Milliseconds);
