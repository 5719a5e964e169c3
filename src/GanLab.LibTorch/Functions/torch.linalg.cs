using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class linalg
    {
        public enum QRMode
        {
            Reduced,
            Complete,
            R,
        }

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) =>
            Aten.linalg_vector_norm.Call(input, (Scalar)ord, dims, keepdim);

        public static (Tensor, Tensor, Tensor) svd(Tensor input, bool fullMatrices = true) =>
            Aten.linalg_svd.CallTriple(input, fullMatrices);

        public static Tensor svdvals(Tensor input) => Aten.linalg_svdvals.Call(input);

        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') =>
            Aten.linalg_eigh.CallPair(input, UPLO.ToString());

        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.linalg_eigvalsh.Call(input, UPLO.ToString());

        public static (Tensor, Tensor) qr(Tensor input, linalg.QRMode mode = linalg.QRMode.Reduced) =>
            Aten.linalg_qr.CallPair(input, mode == QRMode.R ? "r" : mode.ToString().ToLowerInvariant());

        public static Tensor inv(Tensor input) => Aten.linalg_inv.Call(input);

        public static Tensor det(Tensor input) => Aten.linalg_det.Call(input);

        public static Tensor cholesky(Tensor input) => Aten.linalg_cholesky.Call(input);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.linalg_solve.Call(A, B, left);

        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.linalg_slogdet.CallPair(input);
    }
}
