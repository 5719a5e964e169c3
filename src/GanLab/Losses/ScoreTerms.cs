using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>A discriminator's objective that is the sum of a term for real scores and one for generated ones.</summary>
/// <remarks>
/// The two can then be gone back through one after the other, so that what the network remembers of one batch is forgotten
/// before it sees the other. Relativistic losses, which compare the scores, are no such sum.
/// </remarks>
/// <param name="OfReals">From scores [N] of real samples to a scalar.</param>
/// <param name="OfFakes">From scores [M] of generated samples to a scalar.</param>
public sealed record ScoreTerms(Func<Tensor, Tensor> OfReals, Func<Tensor, Tensor> OfFakes)
{
    /// <summary>The objective.</summary>
    public Tensor Sum(ScoredBatch batch) => OfReals(batch.RealScores!) + OfFakes(batch.FakeScores);
}
