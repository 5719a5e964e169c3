using GanLab.LibTorch.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Spread, order and counts.</summary>
public class StatisticsTests : EngineTest
{
    // The columns' sums of squared deviations are 8, 18 and 32, with two rows each.
    private static Tensor X() => Matrix(new double[,] { { 1, 2, 3 }, { 5, 8, 11 } });

    private static readonly double[] Variances = [8, 18, 32];
    private static readonly double[] Deviations = [.. Variances.Select(Math.Sqrt)];
    private static readonly double[] Means = [3, 5, 7];

    [Fact]
    public void Variance_divides_by_one_less_unless_told_otherwise()
    {
        ReadOnlySpan<long> rows = [0];
        Same(X().var(0), Variances);
        Same(X().var(0, unbiased: false), 4, 9, 16);
        Same(X().var(new long[] { 0 }), Variances);
        Same(X().var(rows), Variances);
        Same(X().var((0L, 1L)), 74.0 / 5);
        Same(X().unsqueeze(0).var((0L, 1L, 2L)), 74.0 / 5);
        Same(X().var(), 74.0 / 5);
        Same(X().var(false), 74.0 / 6);
        Same(var(X()), 74.0 / 5);
        Same(var(X(), 0), Variances);
        Same(var(X(), new long[] { 0 }), Variances);
        Same(var(X(), (0L, 1L)), 74.0 / 5);
        Same(var(X().unsqueeze(0), (0L, 1L, 2L)), 74.0 / 5);
    }

    [Fact]
    public void The_standard_deviation_is_its_root()
    {
        ReadOnlySpan<long> rows = [0];
        var whole = Math.Sqrt(74.0 / 5);
        Same(X().std(0), Deviations);
        Same(X().std(0, unbiased: false), 2, 3, 4);
        Same(X().std(new long[] { 0 }), Deviations);
        Same(X().std(rows), Deviations);
        Same(X().std((0L, 1L)), whole);
        Same(X().unsqueeze(0).std((0L, 1L, 2L)), whole);
        Same(X().std(), whole);
        Same(std(X()), whole);
        Same(std(X(), 0), Deviations);
        Same(std(X(), new long[] { 0 }), Deviations);
        Same(std(X(), (0L, 1L)), whole);
        Same(std(X().unsqueeze(0), (0L, 1L, 2L)), whole);
        Assert.Equal(float32, X().std(0, type: float32).dtype);
    }

    [Fact]
    public void Spread_and_mean_come_together()
    {
        ReadOnlySpan<long> rows = [0];
        var one = X().unsqueeze(0);
        double[] wholeDeviation = [Math.Sqrt(74.0 / 5)];
        double[] wholeVariance = [74.0 / 5];

        Each(Deviations, Means, X().std_mean(0), X().std_mean(new long[] { 0 }), X().std_mean(rows));
        Each(Deviations, Means, std_mean(X(), 0), std_mean(X(), new long[] { 0 }), std_mean(X(), rows));
        Each(wholeDeviation, [5], X().std_mean(), X().std_mean((0L, 1L)), one.std_mean((0L, 1L, 2L)));
        Each(wholeDeviation, [5], std_mean(X()), std_mean(X(), (0L, 1L)), std_mean(one, (0L, 1L, 2L)));
        Each(Variances, Means, X().var_mean(0), X().var_mean(new long[] { 0 }), X().var_mean(rows));
        Each(Variances, Means, var_mean(X(), 0), var_mean(X(), new long[] { 0 }), var_mean(X(), rows));
        Each(wholeVariance, [5], X().var_mean(), X().var_mean((0L, 1L)), one.var_mean((0L, 1L, 2L)));
        Each(wholeVariance, [5], var_mean(X()), var_mean(X(), (0L, 1L)), var_mean(one, (0L, 1L, 2L)));
    }

    [Fact]
    public void Sorting_gives_the_values_and_where_they_were()
    {
        var x = Vector(3, 1, 2, 1);
        Each([1, 1, 2, 3], [1, 3, 2, 0], x.sort(stable: true), sort(x, stable: true));
        Each([3, 2, 1, 1], [0, 2, 1, 3], x.sort(0, descending: true, stable: true));
        Each([3, 2], [0, 2], x.topk(2), topk(x, 2));
        Same(Vector(3, 1, 2).argsort(), 1, 2, 0);
        Same(argsort(Vector(3, 1, 2), 0, true), 0, 2, 1);
    }

    [Fact]
    public void Counting_and_placing()
    {
        var x = Vector(0, 1, 2, 2, 3);
        Same(x.histc(3, 0, 3), 1, 1, 3);
        Same(histc(x, 3, 0, 3), 1, 1, 3);
        Same(Vector(0, 2, 5).bucketize(Vector(1, 2, 3)), 0, 1, 3);
        Same(bucketize(Vector(0, 2, 5), Vector(1, 2, 3), right: true), 0, 2, 3);
        Same(x.quantile(Vector(0, 0.5, 1)), 0, 2, 3);
        Same(quantile(x, Vector(0.25)), 1);
        Same(X().count_nonzero(), 6);
        Same(count_nonzero(Matrix(new double[,] { { 0, 1 }, { 0, 2 } }), [0]), 0, 2);
        SameShape(Vector(0, 4, 0, 5).nonzero(), [2, 1], 1, 3);
        SameShape(nonzero(Vector(0, 4, 0, 5)), [2, 1], 1, 3);
    }

    private static void Each(double[] first, double[] second, params (Tensor, Tensor)[] pairs)
    {
        foreach (var (a, b) in pairs)
        {
            Same(a, first);
            Same(b, second);
        }
    }
}
