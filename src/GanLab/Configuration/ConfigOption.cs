namespace GanLab.Configuration;

/// <summary>A setting that somebody gave a value, as text.</summary>
/// <param name="Path">Section and name, for instance "training.batchSize".</param>
/// <param name="Value">Numbers in the invariant culture.</param>
/// <param name="Source">Where it was given, for messages: "--batch".</param>
public sealed record ConfigOption(string Path, string Value, string Source = "option");
