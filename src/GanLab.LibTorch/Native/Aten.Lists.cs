namespace GanLab.LibTorch.Native;

internal static partial class Aten
{
    // Operators on lists of tensors, one kernel for many of them on CUDA.
    internal static readonly Operator _foreach_add_List = new("_foreach_add", "List");
    internal static readonly Operator _foreach_add_List_ = new("_foreach_add_", "List");
    internal static readonly Operator _foreach_add_Scalar_ = new("_foreach_add_", "Scalar");
    internal static readonly Operator _foreach_mul_List_ = new("_foreach_mul_", "List");
    internal static readonly Operator _foreach_mul_Scalar_ = new("_foreach_mul_", "Scalar");
    internal static readonly Operator _foreach_addcmul_Scalar_ = new("_foreach_addcmul_", "Scalar");
    internal static readonly Operator _foreach_addcdiv_Scalar_ = new("_foreach_addcdiv_", "Scalar");
    internal static readonly Operator _foreach_sqrt = new("_foreach_sqrt");
    internal static readonly Operator _foreach_norm = new("_foreach_norm", "Scalar");
}
