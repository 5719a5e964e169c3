using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>A batch of real samples on the device.</summary>
/// <param name="Samples">[N, C, H, W] in [-1, 1].</param>
/// <param name="Labels">int64 [N]; null where the networks are unconditional.</param>
public readonly record struct RealBatch(Tensor Samples, Tensor? Labels);
