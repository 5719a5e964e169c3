using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>A discriminator's objective that is the sum of a term of real scores and one of generated ones.</summary>
/// <remarks>
/// Each term can be backpropagated by itself, so that the activations of one batch are gone before the other is scored.
/// Relativistic losses, which compare the scores, are no such sum.
/// </remarks>
/// <param name="Real">From scores [N] of real samples to a scalar.</param>
/// <param name="Fake">From scores [M] of generated samples to a scalar.</param>
public sealed record ScoreTerms(Func<Tensor, Tensor> Real, Func<Tensor, Tensor> Fake);
