namespace GanLab.Data;

/// <summary>A file that was left out of a set.</summary>
/// <param name="Path">As it was opened.</param>
/// <param name="Reason">A sentence that names the file, what is wrong and what to do.</param>
public sealed record UnreadableFile(string Path, string Reason);
