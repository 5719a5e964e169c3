using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor gather(Tensor input, long dim, Tensor index) => Aten.gather.Call(input, dim, index);

    public static Tensor index_select(Tensor input, long dim, Tensor index) => Aten.index_select.Call(input, dim, index);

    public static Tensor masked_select(Tensor input, Tensor mask) => Aten.masked_select.Call(input, mask);

    public static Tensor index_copy(Tensor input, long dim, Tensor index, Tensor source) =>
        Aten.index_copy.Call(input, dim, index, source);

    public static Tensor index_copy_(Tensor input, long dim, Tensor index, Tensor source) =>
        Aten.index_copy_.CallInPlace(input, dim, index, source);

    public static Tensor take(Tensor input, Tensor index) => Aten.take.Call(input, index);

    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) =>
        Aten.scatter.Call(input, dim, index, src);

    public static Tensor scatter_(Tensor input, long dim, Tensor index, Tensor src) =>
        Aten.scatter_.CallInPlace(input, dim, index, src);

    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) =>
        Aten.scatter_add.Call(input, dim, index, src);

    public static Tensor scatter_add_(Tensor input, long dim, Tensor index, Tensor src) =>
        Aten.scatter_add_.CallInPlace(input, dim, index, src);

    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) =>
        Aten.index_add.Call(input, dim, index, source, alpha);

    public static Tensor index_add_(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) =>
        Aten.index_add_.CallInPlace(input, dim, index, source, alpha);

    public static Tensor index_fill(Tensor input, long dim, Tensor index, Scalar value) =>
        Aten.index_fill.Call(input, dim, index, value);

    public static Tensor index_fill_(Tensor input, long dim, Tensor index, Scalar value) =>
        Aten.index_fill_.CallInPlace(input, dim, index, value);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => Aten.where.Call(condition, x, y);

    public static Tensor select(Tensor input, long dim, long index) => Aten.select.Call(input, dim, index);
}
