namespace GanLab.Data;

/// <summary>What is known of a set before it is opened.</summary>
/// <param name="Name">The name in the catalogue.</param>
/// <param name="Text">A sentence for people who choose.</param>
/// <param name="Size">The side in pixels unless asked otherwise; 1 for points.</param>
/// <param name="Channels">Unless asked otherwise; 2 for points.</param>
/// <param name="IsLabelled">Whether there are classes; null where it depends on the folder.</param>
/// <param name="Directory">Whether a folder is named.</param>
public sealed record DatasetDescription(
    string Name, string Text, int Size, int Channels, bool? IsLabelled, DirectoryUse Directory);
