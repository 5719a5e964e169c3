using GanLab.Configuration;

namespace GanLab.Checkpoints;

/// <summary>Where saved weights come from: what a checkpoint and a model file say beside their numbers.</summary>
public sealed record CheckpointHeader
{
    /// <summary>Generator updates behind the weights; not negative.</summary>
    public required long Step { get; init; }

    /// <summary>The version of the program that wrote the file, for instance "0.1.0".</summary>
    public string ProgramVersion { get; init; } = GeneratorFile.ProgramVersion;

    /// <summary>The full configuration of the run as JSON, as config.json holds it; null where the file does not say.</summary>
    public string? Configuration { get; init; }

    /// <summary>The name of the data set; null where the file does not say.</summary>
    public string? Dataset { get; init; }

    /// <summary>The shape of one sample of it; null where the file does not say.</summary>
    public SampleShape? Shape { get; init; }

    /// <summary>The names of labels 0, 1, 2 and so on that conditional networks were told; empty for others.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>SHA-256 of what the data set holds, in lowercase hexadecimal digits; null where the file does not say.</summary>
    public string? DataHash { get; init; }

    /// <summary>The newest metrics at that step under the names of metrics.jsonl; NaN where one was no finite number.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();
}
