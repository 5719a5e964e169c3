using GanLab.Formats;

namespace GanLab.Checkpoints;

/// <summary>All that a checkpoint holds.</summary>
/// <param name="Tensors">Every tensor of the state by name, as bytes.</param>
/// <param name="Counters">Steps, samples and the updates that each parameter has had.</param>
/// <param name="Header">Where they come from.</param>
public sealed record CheckpointContent(
    IReadOnlyDictionary<string, RawTensor> Tensors, IReadOnlyDictionary<string, long> Counters, CheckpointHeader Header);
