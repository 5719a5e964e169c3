namespace GanLab.LibTorch.Native;

internal static partial class Aten
{
    // Matrices.
    internal static readonly Operator mm = new("mm");
    internal static readonly Operator bmm = new("bmm");
    internal static readonly Operator matmul = new("matmul");
    internal static readonly Operator dot = new("dot");
    internal static readonly Operator mv = new("mv");
    internal static readonly Operator outer = new("outer");
    internal static readonly Operator addmm = new("addmm");
    internal static readonly Operator t = new("t");
    internal static readonly Operator addmm_ = new("addmm_");
    internal static readonly Operator baddbmm = new("baddbmm");
    internal static readonly Operator einsum = new("einsum");
    internal static readonly Operator inner = new("inner");
    internal static readonly Operator kron = new("kron");
    internal static readonly Operator trace = new("trace");
    internal static readonly Operator det = new("det");
    internal static readonly Operator inverse = new("inverse");
    internal static readonly Operator addmv = new("addmv");
    internal static readonly Operator cdist = new("cdist");
    internal static readonly Operator linalg_vector_norm = new("linalg_vector_norm");
    internal static readonly Operator linalg_svd = new("linalg_svd");
    internal static readonly Operator linalg_svdvals = new("linalg_svdvals");
    internal static readonly Operator linalg_eigh = new("linalg_eigh");
    internal static readonly Operator linalg_eigvalsh = new("linalg_eigvalsh");
    internal static readonly Operator linalg_qr = new("linalg_qr");
    internal static readonly Operator linalg_inv = new("linalg_inv");
    internal static readonly Operator linalg_det = new("linalg_det");
    internal static readonly Operator linalg_cholesky = new("linalg_cholesky");
    internal static readonly Operator linalg_solve = new("linalg_solve");
    internal static readonly Operator linalg_slogdet = new("linalg_slogdet");
}
