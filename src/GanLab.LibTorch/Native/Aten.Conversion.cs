namespace GanLab.LibTorch.Native;

internal static partial class Aten
{
    // Copies and converts.
    internal static readonly Operator to = new("to", "dtype_layout");
    internal static readonly Operator clone = new("clone");
    internal static readonly Operator contiguous = new("contiguous");
    internal static readonly Operator copy_ = new("copy_");
    internal static readonly Operator detach = new("detach");
    internal static readonly Operator detach_ = new("detach_");
    internal static readonly Operator alias = new("alias");
    internal static readonly Operator pin_memory = new("pin_memory");
}
