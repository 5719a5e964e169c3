using GanLab.Evaluation;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Evaluation;

public class FrechetDistanceTests
{
    // Four points with mean (m, 0) and covariance diag(a², b²)·4/3.
    private static Tensor Cross(double m, double a, double b) =>
        tensor(new[,] { { m + (a * Math.Sqrt(2)), 0 }, { m - (a * Math.Sqrt(2)), 0 }, { m, b * Math.Sqrt(2) }, { m, -b * Math.Sqrt(2) } });

    [Fact]
    public void Along_the_axes_it_is_the_distance_of_means_and_deviations()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(9 + (((1 - 2) * (1 - 2) + ((3 - 1) * (3 - 1))) * 4.0 / 3), FrechetDistance.Between(Cross(0, 1, 3), Cross(3, 2, 1)), 1e-9);
    }

    [Fact]
    public void It_is_zero_from_a_set_to_itself_and_the_same_both_ways()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Some.Normal(1, 40, 6), (Some.Normal(2, 30, 6) * 2) + 1);
        Assert.Equal(0, FrechetDistance.Between(x, x), 1e-9);
        Assert.Equal(FrechetDistance.Between(x, y), FrechetDistance.Between(y, x), 1e-9);
    }

    [Fact]
    public void Correlated_features_agree_with_the_matrix_square_root()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Some.Normal(1, 50, 4).matmul(Some.Normal(3, 4, 4)), Some.Normal(2, 60, 4).matmul(Some.Normal(4, 4, 4)));
        var (a, b) = (Covariance(x), Covariance(y));
        var root = Root(a);
        var expected = (x.mean([0]) - y.mean([0])).to(ScalarType.Float64).square().sum() + a.trace() + b.trace()
            - (Root(root.matmul(b).matmul(root)).trace() * 2);
        Assert.Equal(expected.item<double>(), FrechetDistance.Between(x, y), 1e-5);
    }

    [Fact]
    public void Fewer_vectors_than_numbers_in_one_are_enough()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, FrechetDistance.Between(Some.Normal(1, 3, 8), Some.Normal(1, 3, 8)), 1e-9);
    }

    [Fact]
    public void What_has_no_covariance_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("two vectors", Assert.Throws<ArgumentException>(() => FrechetDistance.Between(ones(1, 2), ones(3, 2))).Message);
        Assert.Contains("2 and 3", Assert.Throws<ArgumentException>(() => FrechetDistance.Between(ones(4, 2), ones(4, 3))).Message);
    }

    private static Tensor Covariance(Tensor x)
    {
        var centred = x.to(ScalarType.Float64) - x.to(ScalarType.Float64).mean([0]);
        return centred.t().matmul(centred) / (x.shape[0] - 1);
    }

    private static Tensor Root(Tensor symmetric)
    {
        var (values, vectors) = linalg.eigh(symmetric);
        return vectors.matmul(values.clamp(0).sqrt().diag()).matmul(vectors.t());
    }
}
