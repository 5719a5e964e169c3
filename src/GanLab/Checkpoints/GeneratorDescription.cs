using GanLab.Configuration;

namespace GanLab.Checkpoints;

/// <summary>What a generator file says beside the weights.</summary>
public sealed record GeneratorDescription
{
    /// <summary>The architecture; the discriminator's part of it is not kept.</summary>
    public required ModelConfig Model { get; init; }

    /// <summary>Where the weights come from.</summary>
    public required CheckpointHeader Header { get; init; }

    /// <summary>The name of the data set it learned from.</summary>
    public string Dataset => Header.Dataset ?? "";

    /// <summary>Generator updates behind it.</summary>
    public long Step => Header.Step;

    /// <summary>The names of labels 0, 1, 2 and so on; empty for an unconditional generator.</summary>
    public IReadOnlyList<string> ClassNames => Header.ClassNames;
}
