using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>Wasserstein GAN: the critic estimates the earth mover's distance (Arjovsky et al. 2017, Algorithm 1).</summary>
/// <remarks>
/// Scores of shape [N] are unbounded; every result is a scalar. The critic must be kept Lipschitz: by
/// <see cref="WeightClipping"/> as in the paper, or by a penalty.
/// </remarks>
public static class WassersteinLoss
{
    /// <summary>E[fake] − E[real]: minus the critic's estimate of the distance, up to a factor.</summary>
    public static Tensor Discriminator(Tensor realScores, Tensor fakeScores) => RealTerm(realScores) + FakeTerm(fakeScores);

    /// <summary>−E[real].</summary>
    public static Tensor RealTerm(Tensor realScores) => -realScores.mean();

    /// <summary>E[fake].</summary>
    public static Tensor FakeTerm(Tensor fakeScores) => fakeScores.mean();

    /// <summary>−E[fake].</summary>
    public static Tensor Generator(Tensor fakeScores) => -fakeScores.mean();
}
