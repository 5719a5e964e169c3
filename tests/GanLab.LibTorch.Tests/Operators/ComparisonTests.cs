using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Comparison and logic: the truth tables.</summary>
public class ComparisonTests : EngineTest
{
    private static Tensor A() => Vector(1, 2, 3);

    private static Tensor B() => Vector(3, 2, 1);

    private static Tensor P() => Truths(true, true, false, false);

    private static Tensor Q() => Truths(true, false, true, false);

    private static Tensor I() => Integers(0b1100);

    private static Tensor J() => Integers(0b1010);

    [Fact]
    public void Two_tensors_compare_element_by_element()
    {
        All([0, 1, 0], A().eq(B()), A().eq_(B()), eq(A(), B()), A() == B());
        All([1, 0, 1], A().ne(B()), A().ne_(B()), ne(A(), B()), A() != B());
        All([1, 0, 0], A().lt(B()), A().lt_(B()), lt(A(), B()), A() < B());
        All([1, 1, 0], A().le(B()), A().le_(B()), le(A(), B()), A() <= B());
        All([0, 0, 1], A().gt(B()), A().gt_(B()), gt(A(), B()), A() > B());
        All([0, 1, 1], A().ge(B()), A().ge_(B()), ge(A(), B()), A() >= B());
    }

    [Fact]
    public void A_scalar_compares_from_either_side()
    {
        var two = (Scalar)2.0;
        All([0, 1, 0], A().eq(two), A().eq_(two), A() == two, two == A());
        All([1, 0, 1], A().ne(two), A().ne_(two), A() != two, two != A());
        All([1, 0, 0], A().lt(two), A().lt_(two), A() < two, two > A());
        All([1, 1, 0], A().le(two), A().le_(two), A() <= two, two >= A());
        All([0, 0, 1], A().gt(two), A().gt_(two), A() > two, two < A());
        All([0, 1, 1], A().ge(two), A().ge_(two), A() >= two, two <= A());
    }

    [Fact]
    public void A_comparison_gives_truth_values() => Assert.Equal(ScalarType.Bool, A().lt(B()).dtype);

    [Fact]
    public void Logic_follows_its_truth_tables()
    {
        All([1, 0, 0, 0], P().logical_and(Q()), P().logical_and_(Q()), logical_and(P(), Q()), logical_and_(P(), Q()));
        All([1, 1, 1, 0], P().logical_or(Q()), P().logical_or_(Q()), logical_or(P(), Q()), logical_or_(P(), Q()));
        All([0, 1, 1, 0], P().logical_xor(Q()), P().logical_xor_(Q()), logical_xor(P(), Q()), logical_xor_(P(), Q()));
        All([0, 0, 1, 1], P().logical_not(), P().logical_not_(), logical_not(P()));
    }

    [Fact]
    public void Bits_combine_one_by_one()
    {
        All([0b1000], I().bitwise_and(J()), I().bitwise_and_(J()), bitwise_and(I(), J()), bitwise_and_(I(), J()), I() & J());
        All([0b1110], I().bitwise_or(J()), I().bitwise_or_(J()), bitwise_or(I(), J()), bitwise_or_(I(), J()), I() | J());
        All([0b0110], I().bitwise_xor(J()), I().bitwise_xor_(J()), bitwise_xor(I(), J()), bitwise_xor_(I(), J()), I() ^ J());
        All([-13], I().bitwise_not(), I().bitwise_not_(), bitwise_not(I()), bitwise_not_(I()), ~I());
    }

    [Fact]
    public void Closeness_has_a_relative_and_an_absolute_tolerance()
    {
        var (x, y) = (Vector(1, 100, 1e-9), Vector(1.0001, 100.0001, 0));

        Same(x.isclose(y), 0, 1, 1);
        Same(isclose(x, y, rtol: 1e-3), 1, 1, 1);
        Assert.False(x.allclose(y));
        Assert.True(x.allclose(y, rtol: 1e-3));
        Assert.True(allclose(x, y, rtol: 1e-3));
        Assert.True(Vector(double.NaN).allclose(Vector(double.NaN), equal_nan: true));
        Assert.False(Vector(double.NaN).allclose(Vector(double.NaN)));
    }

    [Fact]
    public void Where_takes_from_the_first_where_true_and_from_the_second_elsewhere()
    {
        var condition = Truths(true, false, true);
        Same(where(condition, A(), B()), 1, 2, 3);
        Same(A().where(condition, Vector(9, 9, 9)), 1, 9, 3);
    }

    private static void All(double[] expected, params Tensor[] results) => Array.ForEach(results, result => Same(result, expected));
}
