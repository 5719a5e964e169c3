using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor matmul(Tensor input, Tensor target) => Aten.matmul.Call(input, target);

    public static Tensor mm(Tensor input, Tensor target) => Aten.mm.Call(input, target);

    public static Tensor bmm(Tensor input, Tensor batch2) => Aten.bmm.Call(input, batch2);

    public static Tensor mv(Tensor input, Tensor target) => Aten.mv.Call(input, target);

    public static Tensor dot(Tensor input, Tensor other) => Aten.dot.Call(input, other);

    public static Tensor outer(Tensor input, Tensor vec2) => Aten.outer.Call(input, vec2);

    public static Tensor inner(Tensor input, Tensor vec2) => Aten.inner.Call(input, vec2);

    public static Tensor kron(Tensor input, Tensor other) => Aten.kron.Call(input, other);

    public static Tensor trace(Tensor input) => Aten.trace.Call(input);

    public static Tensor det(Tensor input) => Aten.det.Call(input);

    public static Tensor inverse(Tensor input) => Aten.inverse.Call(input);

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) =>
        Given(input).addmm(mat1, mat2, beta, alpha);

    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
        Given(input).baddbmm(batch1, batch2, beta, alpha);

    public static Tensor einsum(string equation, params Tensor[] tensors) => Aten.einsum.Call(equation, tensors);

    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Aten.cdist.Call(x1, x2, p, (long)compute_mode);
}
