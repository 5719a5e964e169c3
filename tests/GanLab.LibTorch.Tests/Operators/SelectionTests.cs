using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Reading and writing chosen places of 0 1 2 / 3 4 5.</summary>
public class SelectionTests : EngineTest
{
    private static Tensor X() => Counting(2, 3);

    [Fact]
    public void Slices_are_read_by_place()
    {
        Same(X().select(1, 2), 2, 5);
        Same(select(X(), 0, 1), 3, 4, 5);
        Same(X().slice(1, 0, 3, 2), 0, 2, 3, 5);
        Same(X().narrow(1, 1, 2), 1, 2, 4, 5);
        Same(narrow(X(), 0, 1, 1), 3, 4, 5);
        Same(X().take(Integers(0, 5)), 0, 5);
        Same(take(X(), Integers(1)), 1);
    }

    [Fact]
    public void Index_expressions_read_like_pythons()
    {
        Same(X()[1], 3, 4, 5);
        Same(X()[1, -1], 5);
        Same(Counting(2, 2, 2)[1, 0, 1], 5);
        Same(Counting(1, 2, 2, 2)[0, 1, 0, 1], 5);
        Same(X()[(long[])[0, 2]], 2);
        Same(X()[TensorIndex.Colon, TensorIndex.Slice(1, 3)], 1, 2, 4, 5);
        Same(X()[TensorIndex.Ellipsis, TensorIndex.Single(0)], 0, 3);
        Same(X().index(TensorIndex.Slice(0..1), TensorIndex.Slice(..^1)), 0, 1);
        Same(X().index(TensorIndex.Slice((0, 1)), TensorIndex.Colon), 0, 1, 2);
        Assert.Equal([1, 2, 3], X()[TensorIndex.None, TensorIndex.Ellipsis].shape);
        Assert.Equal([2, 1, 3], X()[TensorIndex.Colon, TensorIndex.Null].shape);
        Same(X()[TensorIndex.Colon, TensorIndex.Tensor(Integers(2, 0))], 2, 0, 5, 3);
        Same(X()[Integers(1, 0), Integers(2, 0)], 5, 0);
        Same(X().index(Integers(1)), 3, 4, 5);
        Same(X()[0, ^1], 2);
        Same(X()[.., 1..], 1, 2, 4, 5);
    }

    [Fact]
    public void Index_expressions_write_through()
    {
        var x = X();
        x[0] = Vector(9, 9, 9);
        x[1, 2] = 7.0;
        x[TensorIndex.Colon, TensorIndex.Single(1)] = Vector(-1, -2);
        Same(x, 9, -1, 9, 3, -2, 7);

        x[TensorIndex.Colon, TensorIndex.Tensor(Integers(0, 2))] = zeros(2, 2, float64);
        Same(x, 0, -1, 0, 0, -2, 0);
        x[Integers(0), Integers(1)] = Vector(5);
        x[(long[])[1, 1]] = 6.0;
        Same(x, 0, 5, 0, 0, 6, 0);

        var deep = zeros([1, 1, 1, 2], float64);
        deep[0, 0, 0, 1] = 3.0;
        deep[0, 0, 0] = Vector(4, 5);
        Same(deep, 4, 5);
    }

    [Fact]
    public void Putting_by_index_replaces_or_accumulates()
    {
        Same(zeros(3, float64).index_put_(Vector(1, 2), Integers(0, 2)), 1, 0, 2);
        Same(zeros(3, float64).index_put_(Vector(1, 2), [Integers(2, 2)], accumulate: true), 0, 0, 3);
    }

    [Fact]
    public void Gathering_and_scattering_are_inverse()
    {
        var places = tensor(new long[,] { { 2, 0, 1 } });
        double[] scattered = [20, 30, 10];
        var source = Matrix(new double[,] { { 10, 20, 30 } });
        static Tensor Empty() => zeros([1, 3], float64);

        Same(X().gather(1, places), 2, 0, 1);
        Same(gather(X(), 1, places), 2, 0, 1);
        All(scattered, Empty().scatter(1, places, source), Empty().scatter_(1, places, source));
        All(scattered, scatter(Empty(), 1, places, source), scatter_(Empty(), 1, places, source));
        var twice = tensor(new long[,] { { 0, 0, 1 } });
        All([30, 30, 0], Empty().scatter_add(1, twice, source), Empty().scatter_add_(1, twice, source));
        All([30, 30, 0], scatter_add(Empty(), 1, twice, source), scatter_add_(Empty(), 1, twice, source));
        Same(X().take_along_dim(places, 1), 2, 0, 1, 5, 3, 4);
        Same(X().take_along_dim(Integers(4, 1)), 4, 1);
    }

    [Fact]
    public void Whole_rows_are_chosen_added_copied_and_filled()
    {
        static Tensor Three() => zeros([3, 1], float64);
        var (rows, values, one, nine) = (Integers(2, 0), Matrix(new double[,] { { 5 }, { 6 } }), (Scalar)1.0, (Scalar)9.0);
        double[] placed = [6, 0, 5];
        double[] filled = [9, 0, 9];

        Same(X().index_select(1, rows), 2, 0, 5, 3);
        Same(index_select(X(), 0, Integers(1)), 3, 4, 5);
        All(placed, Three().index_add(0, rows, values, one), Three().index_add_(0, rows, values, one));
        All(placed, index_add(Three(), 0, rows, values, one), index_add_(Three(), 0, rows, values, one));
        All(placed, Three().index_copy(0, rows, values), Three().index_copy_(0, rows, values));
        All(placed, index_copy(Three(), 0, rows, values), index_copy_(Three(), 0, rows, values));
        All(filled, Three().index_fill(0, rows, nine), Three().index_fill_(0, rows, nine));
        All(filled, index_fill(Three(), 0, rows, nine), index_fill_(Three(), 0, rows, nine));
    }

    [Fact]
    public void A_mask_chooses_fills_and_scatters()
    {
        var mask = Truths(true, false, true);
        static Tensor V() => Vector(1, 2, 3);

        Same(V().masked_select(mask), 1, 3);
        Same(masked_select(V(), mask), 1, 3);
        All([0, 2, 0], V().masked_fill(mask, (Scalar)0.0), V().masked_fill_(mask, (Scalar)0.0));
        All([8, 2, 9], V().masked_scatter(mask, Vector(8, 9)), V().masked_scatter_(mask, Vector(8, 9)));
    }

    private static void All(double[] expected, params Tensor[] results) => Array.ForEach(results, result => Same(result, expected));
}
