namespace GanLab.LibTorch.Native;

/// <summary>The table of ATen operators that the engine calls, by name and overload as in libtorch's schemas.</summary>
internal static partial class Aten
{
    // Makes tensors.
    internal static readonly Operator empty = new("empty", "memory_format");
    internal static readonly Operator empty_like = new("empty_like");
    internal static readonly Operator zeros = new("zeros");
    internal static readonly Operator zeros_like = new("zeros_like");
    internal static readonly Operator ones = new("ones");
    internal static readonly Operator ones_like = new("ones_like");
    internal static readonly Operator full = new("full");
    internal static readonly Operator full_like = new("full_like");
    internal static readonly Operator eye = new("eye", "m");
    internal static readonly Operator arange = new("arange", "start_step");
    internal static readonly Operator linspace = new("linspace");
    internal static readonly Operator rand = new("rand", "generator");
    internal static readonly Operator randn = new("randn", "generator");
    internal static readonly Operator rand_like = new("rand_like");
    internal static readonly Operator randn_like = new("randn_like");
    internal static readonly Operator randint = new("randint", "low_generator");
    internal static readonly Operator randperm = new("randperm", "generator");
    internal static readonly Operator logspace = new("logspace");
    internal static readonly Operator normal = new("normal", "Tensor_Tensor");
    internal static readonly Operator randint_like = new("randint_like", "low_dtype");
}
