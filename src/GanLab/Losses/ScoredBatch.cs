using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>What a loss may look at: a discriminator's scores and the samples they belong to.</summary>
/// <remarks>
/// Real samples and scores are missing in a generator step, unless the loss is relativistic or pairs samples.
/// </remarks>
/// <param name="RealScores">Logits [N] of real samples; null in a plain generator step.</param>
/// <param name="FakeScores">Logits [M] of generated samples.</param>
/// <param name="RealSamples">[N, C, H, W]; null in a plain generator step.</param>
/// <param name="FakeSamples">[M, C, H, W].</param>
public readonly record struct ScoredBatch(Tensor? RealScores, Tensor FakeScores, Tensor? RealSamples, Tensor FakeSamples);
