using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanLab.Losses;

/// <summary>Non-saturating GAN loss: the generator maximises log D(G(z)) (Goodfellow et al. 2014, §3).</summary>
/// <remarks>Scores are logits of shape [N]; every result is a scalar. Lower is better for both players.</remarks>
public static class NonSaturatingLoss
{
    /// <summary>−E[log σ(real)] − E[log(1 − σ(fake))], computed as softplus so that no logit overflows.</summary>
    public static Tensor Discriminator(Tensor realScores, Tensor fakeScores) => RealTerm(realScores) + FakeTerm(fakeScores);

    /// <summary>−E[log σ(real)].</summary>
    public static Tensor RealTerm(Tensor realScores) => softplus(-realScores).mean();

    /// <summary>−E[log(1 − σ(fake))].</summary>
    public static Tensor FakeTerm(Tensor fakeScores) => softplus(fakeScores).mean();

    /// <summary>−E[log σ(fake)].</summary>
    public static Tensor Generator(Tensor fakeScores) => softplus(-fakeScores).mean();
}
