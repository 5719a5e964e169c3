using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>Least squares GAN with the 0-1 coding: a = 0, b = c = 1 (Mao et al. 2017, eq. 9).</summary>
/// <remarks>Scores of shape [N] are regressed, without a sigmoid; every result is a scalar.</remarks>
public static class LeastSquaresLoss
{
    /// <summary>½ E[(real − 1)²] + ½ E[fake²].</summary>
    public static Tensor Discriminator(Tensor realScores, Tensor fakeScores) => RealTerm(realScores) + FakeTerm(fakeScores);

    /// <summary>½ E[(real − 1)²].</summary>
    public static Tensor RealTerm(Tensor realScores) => 0.5 * (realScores - 1).square().mean();

    /// <summary>½ E[fake²].</summary>
    public static Tensor FakeTerm(Tensor fakeScores) => 0.5 * fakeScores.square().mean();

    /// <summary>½ E[(fake − 1)²].</summary>
    public static Tensor Generator(Tensor fakeScores) => 0.5 * (fakeScores - 1).square().mean();
}
