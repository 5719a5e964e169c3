using GanLab.LibTorch.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Sums, means, extremes and their kin over all or some dimensions of small tables.</summary>
public class ReductionTests : EngineTest
{
    // 1 2 3
    // 4 6 8
    private static Tensor X() => Matrix(new double[,] { { 1, 2, 3 }, { 4, 6, 8 } });

    [Fact]
    public void Sums_over_everything_or_some_dimensions()
    {
        ReadOnlySpan<long> first = [0];
        Same(X().sum(), 24);
        Same(sum(X()), 24);
        Same(X().sum(0L), 5, 8, 11);
        Same(sum(X(), 1), 6, 18);
        Same(X().sum(first), 5, 8, 11);
        Same(sum(X(), first), 5, 8, 11);
        SameShape(X().sum(new long[] { 1 }, keepdim: true), [2, 1], 6, 18);
        Same(X().sum(0L, 1L), 24);
        Same(Counting(2, 2, 2).sum(0L, 1L, 2L), 28);
        Assert.Equal(float32, X().sum(ScalarType.Float32).dtype);
    }

    [Fact]
    public void Means_and_products()
    {
        Same(X().mean(), 4);
        Same(mean(X()), 4);
        Same(X().mean([0]), 2.5, 4, 5.5);
        Same(mean(X(), [1], keepdim: true), 2, 6);
        Same(X().prod(), 1152);
        Same(prod(X()), 1152);
        Same(X().prod(0L), 4, 12, 24);
        Same(prod(X(), 1), 6, 192);
        Same(Vector(1, double.NaN, 2).nansum(), 3);
        Same(nansum(Vector(1, double.NaN, 2)), 3);
    }

    [Fact]
    public void The_largest_and_the_smallest_with_their_places()
    {
        Same(X().max(), 8);
        Same(max(X()), 8);
        Same(X().min(), 1);
        Same(min(X()), 1);
        Pair(X().max(1), [3, 8], [2, 2]);
        Pair(max(X(), 0), [4, 6, 8], [1, 1, 1]);
        Pair(X().min(1), [1, 4], [0, 0]);
        Pair(min(X(), 0), [1, 2, 3], [0, 0, 0]);
        Same(X().argmax(), 5);
        Same(argmax(X()), 5);
        Same(X().argmin(), 0);
        Same(argmin(X()), 0);
        Same(X().argmax(0), 1, 1, 1);
        Same(argmax(X(), 1), 2, 2);
        Same(X().argmin(0), 0, 0, 0);
        Same(argmin(X(), 1), 0, 0);
    }

    [Fact]
    public void Extremes_over_several_dimensions_can_be_written_into_a_tensor()
    {
        ReadOnlySpan<long> columns = [1];
        var target = zeros(2, float64);
        Same(X().amax(1), 3, 8);
        Same(X().amax([1], keepdim: false), 3, 8);
        Same(X().amax(new long[] { 1 }, keepdim: false, target), 3, 8);
        Same(target, 3, 8);
        Same(X().amax(columns, keepdim: false), 3, 8);
        Same(amax(X(), new long[] { 1 }), 3, 8);
        Same(amax(X(), new long[] { 0, 1 }, keepdim: true), 8);
        Same(amax(X(), columns, keepdim: false), 3, 8);
        Same(X().amin(1), 1, 4);
        Same(X().amin(new long[] { 1 }, keepdim: false), 1, 4);
        Same(X().amin(columns, keepdim: false), 1, 4);
        Same(amin(X(), new long[] { 0, 1 }, keepdim: true), 1);
        Same(amin(X(), columns, keepdim: false), 1, 4);
        Pair(X().aminmax(), [1], [8]);
        Pair(aminmax(X(), 1), [1, 4], [3, 8]);
    }

    [Fact]
    public void Truth_of_all_and_of_any()
    {
        var truths = tensor(new[,] { { true, false }, { true, true } });
        Same(truths.all(), 0);
        Same(all(truths), 0);
        Same(truths.any(), 1);
        Same(any(truths), 1);
        Same(truths.all(0), 1, 0);
        Same(all(truths, 1), 0, 1);
        Same(truths.any(0), 1, 1);
        Same(any(truths, 1), 1, 1);
    }

    [Fact]
    public void Norms_are_roots_of_sums_of_powers()
    {
        var x = Matrix(new double[,] { { 3, 4 }, { 0, 12 } });
        Same(x.norm(), 13);
        Same(norm(x), 13);
        Same(x.norm(1f), 19);
        Same(norm(x, 1f), 19);
        Same(x.norm(1, keepdim: false, 2f), 5, 12);
        Same(norm(x, 0, keepdim: true, 1f), 3, 16);
    }

    [Fact]
    public void Running_sums_and_the_logarithm_of_summed_exponentials()
    {
        Same(X().cumsum(1), 1, 3, 6, 4, 10, 18);
        Same(cumsum(X(), 0), 1, 2, 3, 5, 8, 11);
        Same(X().cumprod(1), 1, 2, 6, 4, 24, 192);
        Same(cumprod(X(), 0), 1, 2, 3, 4, 12, 24);
        var expected = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3));
        Same(X()[0].logsumexp(0), expected);
        Same(logsumexp(X()[0], 0), expected);
        Same(Vector(1000, 1000).logsumexp(0), 1000 + Math.Log(2));
    }

    [Fact]
    public void The_median_of_an_even_count_is_the_lower_one()
    {
        Same(Vector(5, 1, 3, 9).median(), 3);
        Same(median(Vector(5, 1, 3)), 3);
    }

    private static void Pair((Tensor, Tensor) found, double[] first, double[] second)
    {
        Same(found.Item1, first);
        Same(found.Item2, second);
    }
}
