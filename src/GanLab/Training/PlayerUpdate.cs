using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>What is to be known of one update of one player, on the device.</summary>
/// <param name="Objective">The loss without penalties, a scalar.</param>
/// <param name="Norms">Whether everything was a number.</param>
/// <param name="RealScores">[N], the discriminator's updates only.</param>
/// <param name="FakeScores">[N], likewise.</param>
/// <param name="Penalty">Without its weight, a scalar; null where there is none.</param>
internal sealed record PlayerUpdate(
    Tensor Objective, UpdateNorms Norms, Tensor? RealScores = null, Tensor? FakeScores = null, Tensor? Penalty = null)
{
    /// <summary>The same, to be looked at after the work.</summary>
    internal PlayerUpdate Keep(RepeatedWork work) => new(
        work.Keep(Objective), new UpdateNorms(work.Keep(Norms.All), work.Keep(Norms.Gradient)), Kept(work, RealScores), Kept(work, FakeScores),
        Kept(work, Penalty));

    private static Tensor? Kept(RepeatedWork work, Tensor? tensor) => tensor is null ? null : work.Keep(tensor);
}
