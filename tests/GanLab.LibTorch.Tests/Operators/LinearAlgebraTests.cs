using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Matrices of two by two, worked by hand.</summary>
public class LinearAlgebraTests : EngineTest
{
    private static Tensor A() => Matrix(new double[,] { { 1, 2 }, { 3, 4 } });

    private static Tensor B() => Matrix(new double[,] { { 0, 1 }, { 1, 1 } });

    private static Tensor Symmetric() => Matrix(new double[,] { { 2, 1 }, { 1, 2 } });

    [Fact]
    public void Products_of_matrices_and_vectors()
    {
        double[] product = [2, 3, 4, 7];
        var (v, w) = (Vector(1, 2), Vector(3, -1));

        All(product, A().matmul(B()), A().mm(B()), matmul(A(), B()), mm(A(), B()), einsum("ij,jk->ik", A(), B()));
        All(product, A().unsqueeze(0).bmm(B().unsqueeze(0)), bmm(A().unsqueeze(0), B().unsqueeze(0)));
        All([5, 11], A().mv(v), mv(A(), v));
        All([1], v.dot(w), dot(v, w), v.inner(w), inner(v, w));
        All([3, -1, 6, -2], v.outer(w), outer(v, w));
        All([0, 1, 0, 2, 1, 1, 2, 2], Matrix(new double[,] { { 1, 2 } }).kron(B()), kron(Matrix(new double[,] { { 1, 2 } }), B()));
    }

    [Fact]
    public void Products_added_to_what_is_there()
    {
        double[] expected = [12, 13, 14, 17];
        var ten = full([2, 2], (Scalar)5.0, float64);
        var batch = (A().unsqueeze(0), B().unsqueeze(0));

        All(expected, ten.addmm(A(), B(), 2), addmm(ten, A(), B(), 2, 1), ten.clone().addmm_(A(), B(), 2));
        All(expected, ten.unsqueeze(0).baddbmm(batch.Item1, batch.Item2, 2), baddbmm(ten.unsqueeze(0), batch.Item1, batch.Item2, 2));
        Same(Vector(1, 1).addmv(A(), Vector(1, 2), 1, 2), 11, 23);
    }

    [Fact]
    public void Numbers_of_a_matrix()
    {
        All([-2], A().det(), det(A()), linalg.det(A()));
        All([5], A().trace(), trace(A()));
        All([-2, 1, 1.5, -0.5], A().inverse(), inverse(A()), linalg.inv(A()));
        var (sign, logarithm) = linalg.slogdet(A());
        Same(sign, -1);
        Same(logarithm, Math.Log(2));
        Same(linalg.vector_norm(Vector(3, 4)), 5);
        Same(linalg.vector_norm(Vector(3, -4), double.PositiveInfinity), 4);
    }

    [Fact]
    public void Factorizations_multiply_back()
    {
        Same(linalg.eigvalsh(Symmetric()), 1, 3);
        var (values, vectors) = linalg.eigh(Symmetric());
        Same(vectors.mm(values.diag()).mm(vectors.t()), 2, 1, 1, 2);

        var (u, s, vh) = linalg.svd(A());
        Same(u.mm(s.diag()).mm(vh), 1, 2, 3, 4);
        Same(linalg.svdvals(Symmetric()), 3, 1);

        var (q, r) = linalg.qr(A());
        Same(q.mm(r), 1, 2, 3, 4);
        Same(q.t().mm(q), 1, 0, 0, 1);
        Assert.Equal([3, 3], linalg.qr(Counting(3, 2), linalg.QRMode.Complete).Item1.shape);

        var lower = linalg.cholesky(Symmetric());
        Same(lower, Math.Sqrt(2), 0, 1 / Math.Sqrt(2), Math.Sqrt(1.5));
        Same(linalg.solve(A(), Matrix(new double[,] { { 5 }, { 11 } })), 1, 2);
    }

    [Fact]
    public void Distances_between_points()
    {
        var (x, y) = (Matrix(new double[,] { { 0, 0 }, { 3, 4 } }), Matrix(new double[,] { { 0, 0 } }));
        Same(cdist(x, y), 0, 5);
        Same(cdist(x, y, 1), 0, 7);
    }

    private static void All(double[] expected, params Tensor[] results) => Array.ForEach(results, result => Same(result, expected));
}
