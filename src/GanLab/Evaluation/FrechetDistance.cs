using static TorchSharp.torch;

namespace GanLab.Evaluation;

/// <summary>
/// Squared Fréchet distance between the normal distributions with the means and covariances of two sets of vectors:
/// |m₁ − m₂|² + tr(C₁) + tr(C₂) − 2 tr((C₁C₂)^½) (Dowson and Landau 1982). Of a classifier's features it is what Heusel et
/// al. (2017) measure; there the classifier is Inception.
/// </summary>
public static class FrechetDistance
{
    /// <summary>The distance, at least 0; biased upwards for small sets, so compare sets of one size only. Syncs with the device.</summary>
    /// <param name="vectors">[N, d], N at least 2. Computed with in double precision.</param>
    /// <param name="others">[M, d], M at least 2.</param>
    /// <exception cref="ArgumentException">The sets are not of vectors of one length, or too small.</exception>
    public static double Between(Tensor vectors, Tensor others)
    {
        using var scope = NewDisposeScope();
        using var recordNothing = no_grad();
        var (first, second) = (new Moments(vectors), new Moments(others));
        if (vectors.shape[1] != others.shape[1])
        {
            throw new ArgumentException($"Vectors of length {vectors.shape[1]} and {others.shape[1]} have no distance.", nameof(others));
        }

        // C = RᵀR for both, so the eigenvalues of C₁C₂ are the squares of the singular values of R₁R₂ᵀ.
        var shared = linalg.svdvals(first.Root.matmul(second.Root.t())).sum();
        var distance = (first.Mean - second.Mean).square().sum() + first.Root.square().sum() + second.Root.square().sum() - (shared * 2);
        return Math.Max(0, distance.item<double>());
    }

    private readonly struct Moments
    {
        internal Moments(Tensor vectors)
        {
            if (vectors.ndim != 2 || vectors.shape[0] < 2)
            {
                throw new ArgumentException(
                    $"A covariance needs at least two vectors, [N, d]; got [{string.Join(", ", vectors.shape)}].", nameof(vectors));
            }

            var exact = vectors.to(ScalarType.Float64);
            Mean = exact.mean([0]);
            var (_, root) = linalg.qr(exact - Mean);
            Root = root / Math.Sqrt(vectors.shape[0] - 1);
        }

        internal Tensor Mean { get; }

        internal Tensor Root { get; }
    }
}
