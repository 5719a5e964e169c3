using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
        Aten.sum_dim.Call(input, dim.ToArray(), keepdim, type);

    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        Aten.sum_dim.Call(input, new[] { dim }, keepdim, type);

    public static Tensor sum(Tensor input, ScalarType? type = null) => Aten.sum.Call(input, type);

    public static Tensor mean(Tensor input) => Aten.mean.Call(input);

    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
        Aten.mean_dim.Call(input, dimensions, keepdim, type);

    public static Tensor amax(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
        Into(@out, Aten.amax.Call(input, dims.ToArray(), keepdim));

    public static Tensor amax(Tensor input, long[] dims) => Aten.amax.Call(input, dims);

    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) =>
        Into(@out, Aten.amax.Call(input, dims, keepdim));

    public static Tensor amin(Tensor input, ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
        Into(@out, Aten.amin.Call(input, dims.ToArray(), keepdim));

    public static Tensor amin(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) =>
        Into(@out, Aten.amin.Call(input, dims, keepdim));

    public static Tensor prod(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) =>
        Aten.prod_dim.Call(input, dim, keepdim, type);

    public static Tensor prod(Tensor input, ScalarType? type = null) => Aten.prod.Call(input, type);

    public static Tensor all(Tensor input) => Aten.all.Call(input);

    public static Tensor all(Tensor input, long dim, bool keepdim = false) => Aten.all_dim.Call(input, dim, keepdim);

    public static Tensor any(Tensor input) => Aten.any.Call(input);

    public static Tensor any(Tensor input, long dim, bool keepdim = false) => Aten.any_dim.Call(input, dim, keepdim);

    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) =>
        Aten.max_dim.CallPair(input, dim, keepdim);

    public static Tensor max(Tensor input) => Aten.max.Call(input);

    public static Tensor max(Tensor input, Tensor other) => Aten.maximum.Call(input, other);

    public static (Tensor values, Tensor indexes) min(Tensor input, long dim, bool keepdim = false) =>
        Aten.min_dim.CallPair(input, dim, keepdim);

    public static Tensor min(Tensor input) => Aten.min.Call(input);

    public static Tensor min(Tensor input, Tensor other) => Aten.minimum.Call(input, other);

    public static Tensor argmax(Tensor input) => Aten.argmax.Call(input);

    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => Aten.argmax.Call(input, dim, keepdim);

    public static Tensor argmin(Tensor input) => Aten.argmin.Call(input);

    public static Tensor argmin(Tensor input, long dim, bool keepdim = false) => Aten.argmin.Call(input, dim, keepdim);

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => Aten.cumsum.Call(input, dim, type);

    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => Aten.cumprod.Call(input, dim, dtype);

    public static Tensor median(Tensor input) => Aten.median.Call(input);

    public static Tensor nansum(Tensor input) => Aten.nansum.Call(input);

    public static Tensor histc(Tensor input, long bins = 100, long min = 0, long max = 0) =>
        Aten.histc.Call(input, bins, min, max);

    public static Tensor bucketize(Tensor input, Tensor boundaries, bool outInt32 = false, bool right = false) =>
        Aten.bucketize.Call(input, boundaries, outInt32, right);

    public static Tensor quantile(Tensor input, Tensor q, long dim = -1, bool keepdim = false) =>
        Aten.quantile.Call(input, q, dim, keepdim);

    public static Tensor argsort(Tensor input, long dim = -1, bool descending = false) =>
        Aten.argsort.Call(input, dim, descending);

    public static Tensor nonzero(Tensor input) => Aten.nonzero.Call(input);

    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) =>
        Aten.logsumexp.Call(input, new[] { dim }, keepdim);

    public static Tensor norm(Tensor input) => Aten.norm.Call(input, (Scalar)2.0);

    public static Tensor norm(Tensor input, float p = 2) => Aten.norm.Call(input, (Scalar)p);

    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2) =>
        Aten.norm_dim.Call(input, (Scalar)p, new long[] { dimension }, keepdim);

    public static (Tensor Values, Tensor Indices) sort(Tensor input, long dim = -1, bool descending = false, bool stable = false) =>
        Aten.sort_stable.CallPair(input, stable, dim, descending);

    public static (Tensor values, Tensor indexes) topk(Tensor tensor, int k, int dim = -1, bool largest = true, bool sorted = true) =>
        Aten.topk.CallPair(tensor, (long)k, (long)dim, largest, sorted);

    public static (Tensor min, Tensor max) aminmax(Tensor input, long? dim = null, bool keepdim = false) =>
        Aten.aminmax.CallPair(input, dim, keepdim);

    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => Given(input).count_nonzero(dims);

    // Named outputs are written last; what is computed into them is the same object that comes back.
    private static Tensor Into(Tensor? target, Tensor result)
    {
        if (target is null)
        {
            return result;
        }

        using (result)
        {
            return target.copy_(result);
        }
    }
}
