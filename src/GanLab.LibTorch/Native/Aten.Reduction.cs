namespace GanLab.LibTorch.Native;

internal static partial class Aten
{
    // Reductions, order and statistics.
    internal static readonly Operator sum = new("sum");
    internal static readonly Operator sum_dim = new("sum", "dim_IntList");
    internal static readonly Operator mean = new("mean");
    internal static readonly Operator mean_dim = new("mean", "dim");
    internal static readonly Operator std = new("std", "dim");
    internal static readonly Operator var = new("var", "dim");
    internal static readonly Operator prod = new("prod");
    internal static readonly Operator min = new("min");
    internal static readonly Operator min_dim = new("min", "dim");
    internal static readonly Operator max = new("max");
    internal static readonly Operator max_dim = new("max", "dim");
    internal static readonly Operator argmax = new("argmax");
    internal static readonly Operator argmin = new("argmin");
    internal static readonly Operator all = new("all");
    internal static readonly Operator any = new("any");
    internal static readonly Operator norm = new("norm", "Scalar");
    internal static readonly Operator norm_dim = new("norm", "ScalarOpt_dim");
    internal static readonly Operator logsumexp = new("logsumexp");
    internal static readonly Operator cumsum = new("cumsum");
    internal static readonly Operator topk = new("topk");
    internal static readonly Operator amax = new("amax");
    internal static readonly Operator amin = new("amin");
    internal static readonly Operator aminmax = new("aminmax");
    internal static readonly Operator prod_dim = new("prod", "dim_int");
    internal static readonly Operator all_dim = new("all", "dim");
    internal static readonly Operator any_dim = new("any", "dim");
    internal static readonly Operator median = new("median");
    internal static readonly Operator cumprod = new("cumprod");
    internal static readonly Operator histc = new("histc");
    internal static readonly Operator std_mean = new("std_mean", "dim");
    internal static readonly Operator var_mean = new("var_mean", "dim");
    internal static readonly Operator count_nonzero = new("count_nonzero", "dim_IntList");
    internal static readonly Operator bucketize = new("bucketize", "Tensor");
    internal static readonly Operator quantile = new("quantile");
    internal static readonly Operator argsort = new("argsort");
    internal static readonly Operator sort_stable = new("sort", "stable");
    internal static readonly Operator nansum = new("nansum");
}
