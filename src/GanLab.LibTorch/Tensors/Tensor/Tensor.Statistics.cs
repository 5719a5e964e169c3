using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std.Call(Converted(this, type), dimensions.ToArray(), unbiased, keepdim);

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std.Call(Converted(this, type), new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim);

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std.Call(Converted(this, type), new[] { dim.Item1, dim.Item2 }, unbiased, keepdim);

        public Tensor std(bool unbiased = true) => Aten.std.Call(this, Argument.None, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std.Call(Converted(this, type), new[] { dim }, unbiased, keepdim);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std.Call(Converted(this, type), dimensions, unbiased, keepdim);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var.Call(Converted(this, type), dimensions.ToArray(), unbiased, keepdim);

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var.Call(Converted(this, type), new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var.Call(Converted(this, type), new[] { dim.Item1, dim.Item2 }, unbiased, keepdim);

        public Tensor var(bool unbiased = true) => Aten.var.Call(this, Argument.None, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var.Call(Converted(this, type), new[] { dim }, unbiased, keepdim);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var.Call(Converted(this, type), dimensions, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean.CallPair(Converted(this, type), dimensions.ToArray(), unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean.CallPair(Converted(this, type), new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean.CallPair(Converted(this, type), new[] { dim.Item1, dim.Item2 }, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Aten.std_mean.CallPair(this, Argument.None, unbiased);

        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean.CallPair(Converted(this, type), new[] { dim }, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean.CallPair(Converted(this, type), dimensions, unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean.CallPair(Converted(this, type), dimensions.ToArray(), unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean.CallPair(Converted(this, type), new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean.CallPair(Converted(this, type), new[] { dim.Item1, dim.Item2 }, unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Aten.var_mean.CallPair(this, Argument.None, unbiased);

        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean.CallPair(Converted(this, type), new[] { dim }, unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean.CallPair(Converted(this, type), dimensions, unbiased, keepdim);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Aten.histc.Call(this, bins, min, max);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Aten.bucketize.Call(this, boundaries, outInt32, right);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.quantile.Call(this, q, dim, keepdim);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.sort_stable.CallPair(this, stable, dim, descending);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.topk.CallPair(this, (long)k, (long)dim, largest, sorted);

        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort.Call(this, dim, descending);

        public Tensor nonzero() => Aten.nonzero.Call(this);

        public Tensor count_nonzero(long[]? dims = null) =>
            Aten.count_nonzero.Call(this, dims ?? [.. Enumerable.Range(0, (int)ndim).Select(d => (long)d)]);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Aten.aminmax.CallPair(this, dim, keepdim);

        internal static Tensor Converted(Tensor tensor, ScalarType? type) => type is null ? tensor : tensor.to(type.Value);
    }
}
