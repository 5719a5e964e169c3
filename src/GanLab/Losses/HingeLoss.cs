using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace GanLab.Losses;

/// <summary>Hinge loss: real scores are pushed above 1 and fake ones below −1, and no further (Lim and Ye 2017; Miyato et al. 2018, eq. 16 and 17).</summary>
/// <remarks>Scores of shape [N] are unbounded; every result is a scalar.</remarks>
public static class HingeLoss
{
    /// <summary>E[max(0, 1 − real)] + E[max(0, 1 + fake)].</summary>
    public static Tensor Discriminator(Tensor realScores, Tensor fakeScores) => RealTerm(realScores) + FakeTerm(fakeScores);

    /// <summary>E[max(0, 1 − real)].</summary>
    public static Tensor RealTerm(Tensor realScores) => relu(1 - realScores).mean();

    /// <summary>E[max(0, 1 + fake)].</summary>
    public static Tensor FakeTerm(Tensor fakeScores) => relu(1 + fakeScores).mean();

    /// <summary>−E[fake].</summary>
    public static Tensor Generator(Tensor fakeScores) => -fakeScores.mean();
}
