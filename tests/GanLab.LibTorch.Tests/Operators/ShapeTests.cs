using GanLab.LibTorch.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Shapes, orders and repetitions of counted tables: 0 1 2 / 3 4 5.</summary>
public class ShapeTests : EngineTest
{
    private static Tensor X() => Counting(2, 3);

    private static readonly double[] InOrder = [0, 1, 2, 3, 4, 5];
    private static readonly double[] Transposed = [0, 3, 1, 4, 2, 5];

    [Fact]
    public void Another_shape_keeps_the_order()
    {
        SameShape(X().view(3, 2), [3, 2], InOrder);
        SameShape(X().view_as(zeros(6)), [6], InOrder);
        SameShape(X().reshape(-1, 2), [3, 2], InOrder);
        SameShape(reshape(X(), 6, 1), [6, 1], InOrder);
        SameShape(X().flatten(), [6], InOrder);
        SameShape(flatten(X().unsqueeze(0), 1), [1, 6], InOrder);
        SameShape(X().ravel(), [6], InOrder);
        SameShape(ravel(X()), [6], InOrder);
        SameShape(Counting(6).unflatten(0, 2, 3), [2, 3], InOrder);
        SameShape(Counting(6).unflatten(0, (Size)(2, 3)), [2, 3], InOrder);
        SameShape(X().as_strided([2, 2], [1, 2], 1), [2, 2], 1, 3, 2, 4);
    }

    [Fact]
    public void Dimensions_of_one_come_and_go()
    {
        SameShape(X().unsqueeze(1), [2, 1, 3], InOrder);
        SameShape(unsqueeze(X(), 0), [1, 2, 3], InOrder);
        SameShape(X().unsqueeze_(0), [1, 2, 3], InOrder);
        SameShape(unsqueeze_(X(), 0), [1, 2, 3], InOrder);
        SameShape(X().view(1, 2, 1, 3).squeeze(), [2, 3], InOrder);
        SameShape(X().view(1, 2, 1, 3).squeeze(0), [2, 1, 3], InOrder);
        SameShape(squeeze(X().view(1, 2, 3)), [2, 3], InOrder);
        SameShape(X().view(1, 2, 3).squeeze_(), [2, 3], InOrder);
        SameShape(X().view(1, 6, 1).squeeze_(2), [1, 6], InOrder);
    }

    [Fact]
    public void Dimensions_change_places()
    {
        foreach (var turned in (Tensor[])
            [
                X().t(), t(X()), X().transpose(0, 1), transpose(X(), 0, 1), X().permute(1, 0), X().permute((IEnumerable<long>)[1, 0]),
                permute(X(), 1, 0), X().swapaxes(0, 1), swapaxes(X(), 0, 1), X().swapdims(0, 1), swapdims(X(), 0, 1),
                X().movedim([0], [1]), movedim(X(), 0, 1), movedim(X(), new long[] { 0 }, new long[] { 1 }),
            ])
        {
            SameShape(turned, [3, 2], Transposed);
        }
    }

    [Fact]
    public void One_row_stands_for_many()
    {
        double[] twice = [0, 1, 0, 1];
        var row = Counting(1, 2);
        ReadOnlySpan<long> shape = [2, 2];
        foreach (var wide in (Tensor[])
            [
                row.expand(2, 2), row.expand(new long[] { 2, 2 }, isImplicit: false), row.expand(shape, isImplicit: false),
                row.expand((Size)(2, 2), isImplicit: false), row.expand_as(zeros(2, 2)), row.broadcast_to(2, 2), broadcast_to(row, 2, 2),
                row.repeat(2, 1), row.tile([2, 1]), tile(row, [2, 1]), row.repeat_interleave(2, 0), repeat_interleave(row, 2, 0),
            ])
        {
            SameShape(wide, [2, 2], twice);
        }

        Same(Vector(1, 2).repeat_interleave(Integers(1, 3)), 1, 2, 2, 2);
        Same(repeat_interleave(Vector(1, 2), Integers(2, 1)), 1, 1, 2);
    }

    [Fact]
    public void Flips_rolls_and_turns()
    {
        double[] leftRight = [2, 1, 0, 5, 4, 3];
        double[] upDown = [3, 4, 5, 0, 1, 2];
        double[] rolled = [2, 0, 1, 5, 3, 4];
        ReadOnlySpan<long> one = [1];
        All(leftRight, X().flip(1), flip(X(), 1), X().fliplr(), fliplr(X()));
        All(upDown, X().flip(0), X().flipud(), flipud(X()));
        All(rolled, X().roll(1, 1), X().roll(new long[] { 1 }, new long[] { 1 }), X().roll(one, one), roll(X(), new long[] { 1 }, new long[] { 1 }), roll(X(), 1, 1), roll(X(), one, one));
        All([5, 0, 1, 2, 3, 4], X().roll(1), X().roll(new long[] { 1 }), roll(X(), new long[] { 1 }));
        All([5, 3, 4, 2, 0, 1], X().roll((1L, 1L), (0L, 1L)), roll(X(), (1L, 1L), (0L, 1L)));
        All([5, 3, 4, 2, 0, 1], X().unsqueeze(0).roll((0L, 1L, 1L), (0L, 1L, 2L)), roll(X().unsqueeze(0), (0L, 1L, 1L), (0L, 1L, 2L)));
        SameShape(X().rot90(), [3, 2], 2, 5, 1, 4, 0, 3);
        SameShape(rot90(X(), 2), [2, 3], 5, 4, 3, 2, 1, 0);
    }

    [Fact]
    public void Diagonals_and_triangles()
    {
        static Tensor S() => Counting(3, 3);
        double[] lower = [0, 0, 0, 3, 4, 0, 6, 7, 8];
        double[] upper = [0, 1, 2, 0, 4, 5, 0, 0, 8];
        All([0, 4, 8], S().diag(), diag(S()), S().diagonal(), diagonal(S()));
        Same(S().diagonal(1), 1, 5);
        All([1, 0, 0, 2], Vector(1, 2).diag(), Vector(1, 2).diag_embed(), diag_embed(Vector(1, 2)));
        All(lower, S().tril(), S().tril_(), tril(S()), tril_(S()));
        All(upper, S().triu(), S().triu_(), triu(S()), triu_(S()));
        Same(tril(S(), -1), 0, 0, 0, 3, 0, 0, 6, 7, 0);
        SameShape(tril_indices(2, 2), [2, 3], 0, 1, 1, 0, 0, 1);
        SameShape(triu_indices(2, 2), [2, 3], 0, 0, 1, 0, 1, 1);
    }

    [Fact]
    public void Windows_slide_over_a_dimension() => SameShape(Counting(5).unfold(0, 3, 2), [2, 3], 0, 1, 2, 2, 3, 4);

    [Fact]
    public void Parts_cover_the_whole()
    {
        ReadOnlySpan<long> sizes = [1, 2];
        foreach (var parts in (Tensor[][])
            [
                Counting(3).split(new long[] { 1, 2 }), Counting(3).split(sizes), Counting(3).split([1, 2], 0), split(Counting(3), [1, 2]),
                Counting(3).tensor_split([1L]), tensor_split(Counting(3), new long[] { 1 }),
            ])
        {
            Assert.Equal(2, parts.Length);
            Same(parts[0], 0);
            Same(parts[1], 1, 2);
        }

        foreach (var parts in (Tensor[][])
            [Counting(3).chunk(2), chunk(Counting(3), 2), Counting(3).split(2L), Counting(3).tensor_split(2L), tensor_split(Counting(3), 2L)])
        {
            Assert.Equal(2, parts.Length);
            Same(parts[0], 0, 1);
            Same(parts[1], 2);
        }

        Same(Counting(2, 2).unbind(1)[1], 1, 3);
        Same(unbind(Counting(2, 2), 0L)[1], 2, 3);
        Same(unbind(Counting(2, 2), 0)[1], 2, 3);
        Same(Counting(4).split(1, 2, 1)[1], 1, 2);
        Same(Counting(3).split(new long[] { 1, 2 }, 0L)[1], 1, 2);
        Assert.Equal(20, Counting(20).split(1L).Length);
    }

    [Fact]
    public void Joining_lays_tensors_side_by_side()
    {
        var (a, b) = (Matrix(new double[,] { { 1, 2 } }), Matrix(new double[,] { { 3, 4 } }));
        Tensor[] both = [a, b];
        IList<Tensor> list = both;
        ReadOnlySpan<Tensor> span = both;
        foreach (var below in (Tensor[])
            [
                cat(both), cat(list), cat(span), concat(both), concat(list), concat(span), concatenate(both), concatenate(list),
                concatenate(span), vstack(both), vstack(list), vstack(span),
            ])
        {
            SameShape(below, [2, 2], 1, 2, 3, 4);
        }

        foreach (var beside in (Tensor[])[cat(both, 1), hstack(both), hstack(list), hstack(span), hstack((IEnumerable<Tensor>)both)])
        {
            SameShape(beside, [1, 4], 1, 2, 3, 4);
        }

        foreach (var deep in (Tensor[])[stack(both, 2), dstack(both), dstack(list), dstack(span), dstack((IEnumerable<Tensor>)both)])
        {
            SameShape(deep, [1, 2, 2], 1, 3, 2, 4);
        }

        var grid = meshgrid([Vector(1, 2), Vector(3, 4, 5)]);
        SameShape(grid[0], [2, 3], 1, 1, 1, 2, 2, 2);
        SameShape(grid[1], [2, 3], 3, 4, 5, 3, 4, 5);
        Assert.Equal([3, 2], meshgrid([Vector(1, 2), Vector(3, 4, 5)], "xy")[0].shape);
    }

    private static void All(double[] expected, params Tensor[] results) => Array.ForEach(results, result => Same(result, expected));
}
