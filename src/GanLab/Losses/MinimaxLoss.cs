using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanLab.Losses;

/// <summary>The saturating original: both players on the value function V (Goodfellow et al. 2014, eq. 1).</summary>
/// <remarks>
/// Scores are logits of shape [N]; every result is a scalar. Early on, when the discriminator rejects every sample, the
/// generator's gradient vanishes; <see cref="NonSaturatingLoss"/> is the paper's own way out.
/// </remarks>
public static class MinimaxLoss
{
    /// <summary>−V = −E[log σ(real)] − E[log(1 − σ(fake))].</summary>
    public static Tensor Discriminator(Tensor realScores, Tensor fakeScores) =>
        NonSaturatingLoss.Discriminator(realScores, fakeScores);

    /// <summary>E[log(1 − σ(fake))], the part of V that the generator can change.</summary>
    public static Tensor Generator(Tensor fakeScores) => -softplus(fakeScores).mean();
}
