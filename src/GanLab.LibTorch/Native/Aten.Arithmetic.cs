namespace GanLab.LibTorch.Native;

internal static partial class Aten
{
    // Arithmetic of two and more.
    internal static readonly Operator add = new("add", "Tensor");
    internal static readonly Operator add_Scalar = new("add", "Scalar");
    internal static readonly Operator add_ = new("add_", "Tensor");
    internal static readonly Operator add__Scalar = new("add_", "Scalar");
    internal static readonly Operator sub = new("sub", "Tensor");
    internal static readonly Operator sub_Scalar = new("sub", "Scalar");
    internal static readonly Operator sub_ = new("sub_", "Tensor");
    internal static readonly Operator sub__Scalar = new("sub_", "Scalar");
    internal static readonly Operator rsub_Scalar = new("rsub", "Scalar");
    internal static readonly Operator mul = new("mul", "Tensor");
    internal static readonly Operator mul_Scalar = new("mul", "Scalar");
    internal static readonly Operator mul_ = new("mul_", "Tensor");
    internal static readonly Operator mul__Scalar = new("mul_", "Scalar");
    internal static readonly Operator div = new("div", "Tensor_mode");
    internal static readonly Operator div_Scalar = new("div", "Scalar_mode");
    internal static readonly Operator div_ = new("div_", "Tensor_mode");
    internal static readonly Operator div__Scalar = new("div_", "Scalar_mode");
    internal static readonly Operator remainder = new("remainder", "Tensor");
    internal static readonly Operator remainder_Scalar = new("remainder", "Scalar");
    internal static readonly Operator pow = new("pow", "Tensor_Tensor");
    internal static readonly Operator pow_Scalar = new("pow", "Tensor_Scalar");
    internal static readonly Operator addcmul = new("addcmul");
    internal static readonly Operator addcmul_ = new("addcmul_");
    internal static readonly Operator addcdiv = new("addcdiv");
    internal static readonly Operator addcdiv_ = new("addcdiv_");
    internal static readonly Operator lerp = new("lerp", "Tensor");
    internal static readonly Operator lerp_ = new("lerp_", "Tensor");
    internal static readonly Operator fill_ = new("fill_", "Scalar");
    internal static readonly Operator zero_ = new("zero_");
    internal static readonly Operator remainder_ = new("remainder_", "Tensor");
    internal static readonly Operator remainder__Scalar = new("remainder_", "Scalar");
    internal static readonly Operator fmod = new("fmod", "Tensor");
    internal static readonly Operator fmod_Scalar = new("fmod", "Scalar");
    internal static readonly Operator fmod_ = new("fmod_", "Tensor");
    internal static readonly Operator fmod__Scalar = new("fmod_", "Scalar");
    internal static readonly Operator floor_divide = new("floor_divide");
    internal static readonly Operator floor_divide_Scalar = new("floor_divide", "Scalar");
    internal static readonly Operator floor_divide_ = new("floor_divide_", "Tensor");
    internal static readonly Operator floor_divide__Scalar = new("floor_divide_", "Scalar");
    internal static readonly Operator pow_ = new("pow_", "Tensor");
    internal static readonly Operator pow__Scalar = new("pow_", "Scalar");
    internal static readonly Operator atan2 = new("atan2");
    internal static readonly Operator hypot = new("hypot");
    internal static readonly Operator fmax = new("fmax");
    internal static readonly Operator fmin = new("fmin");
    internal static readonly Operator logaddexp = new("logaddexp");
    internal static readonly Operator copysign = new("copysign", "Tensor");
    internal static readonly Operator float_power = new("float_power", "Tensor_Tensor");
    internal static readonly Operator xlogy = new("xlogy", "Tensor");
    internal static readonly Operator xlogy_Scalar = new("xlogy", "Scalar_Other");
}
