using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanLab.Losses;

/// <summary>Non-saturating GAN loss: the generator maximises log D(G(z)) (Goodfellow et al. 2014, §3).</summary>
/// <remarks>Scores are logits of shape [N]; every result is a scalar. Lower is better for both players.</remarks>
public static class NonSaturatingLoss
{
    /// <summary>−E[log σ(real)] − E[log(1 − σ(fake))], computed as softplus so that no logit overflows.</summary>
    public static ScoreTerms Discriminator { get; } = new(real => softplus(-real).mean(), fake => softplus(fake).mean());

    /// <summary>−E[log σ(fake)].</summary>
    public static Tensor Generator(Tensor fakeScores) => softplus(-fakeScores).mean();
}
