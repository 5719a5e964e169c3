using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor std(Tensor input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std.Call(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2, dimensions.Item3 }, unbiased, keepdim);

    public static Tensor std(Tensor input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std.Call(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2 }, unbiased, keepdim);

    public static Tensor std(Tensor input, bool unbiased = true) => Aten.std.Call(input, Argument.None, unbiased);

    public static Tensor std(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std.Call(Tensor.Converted(input, type), new[] { dimensions }, unbiased, keepdim);

    public static Tensor std(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std.Call(Tensor.Converted(input, type), dimensions, unbiased, keepdim);

    public static Tensor var(Tensor input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var.Call(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2, dimensions.Item3 }, unbiased, keepdim);

    public static Tensor var(Tensor input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var.Call(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2 }, unbiased, keepdim);

    public static Tensor var(Tensor input, bool unbiased = true) => Aten.var.Call(input, Argument.None, unbiased);

    public static Tensor var(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var.Call(Tensor.Converted(input, type), new[] { dimensions }, unbiased, keepdim);

    public static Tensor var(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var.Call(Tensor.Converted(input, type), dimensions, unbiased, keepdim);

    public static (Tensor std, Tensor mean) std_mean(Tensor input, ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std_mean.CallPair(Tensor.Converted(input, type), dimensions.ToArray(), unbiased, keepdim);

    public static (Tensor std, Tensor mean) std_mean(Tensor input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std_mean.CallPair(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2, dimensions.Item3 }, unbiased, keepdim);

    public static (Tensor std, Tensor mean) std_mean(Tensor input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std_mean.CallPair(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2 }, unbiased, keepdim);

    public static (Tensor std, Tensor mean) std_mean(Tensor input, bool unbiased = true) =>
        Aten.std_mean.CallPair(input, Argument.None, unbiased);

    public static (Tensor std, Tensor mean) std_mean(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std_mean.CallPair(Tensor.Converted(input, type), new[] { dimensions }, unbiased, keepdim);

    public static (Tensor std, Tensor mean) std_mean(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.std_mean.CallPair(Tensor.Converted(input, type), dimensions, unbiased, keepdim);

    public static (Tensor var, Tensor mean) var_mean(Tensor input, ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var_mean.CallPair(Tensor.Converted(input, type), dimensions.ToArray(), unbiased, keepdim);

    public static (Tensor var, Tensor mean) var_mean(Tensor input, (long, long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var_mean.CallPair(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2, dimensions.Item3 }, unbiased, keepdim);

    public static (Tensor var, Tensor mean) var_mean(Tensor input, (long, long) dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var_mean.CallPair(Tensor.Converted(input, type), new[] { dimensions.Item1, dimensions.Item2 }, unbiased, keepdim);

    public static (Tensor var, Tensor mean) var_mean(Tensor input, bool unbiased = true) =>
        Aten.var_mean.CallPair(input, Argument.None, unbiased);

    public static (Tensor var, Tensor mean) var_mean(Tensor input, long dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var_mean.CallPair(Tensor.Converted(input, type), new[] { dimensions }, unbiased, keepdim);

    public static (Tensor var, Tensor mean) var_mean(Tensor input, long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
        Aten.var_mean.CallPair(Tensor.Converted(input, type), dimensions, unbiased, keepdim);
}
