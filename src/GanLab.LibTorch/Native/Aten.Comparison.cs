namespace GanLab.LibTorch.Native;

internal static partial class Aten
{
    // Comparison and logic.
    internal static readonly Operator eq = new("eq", "Tensor");
    internal static readonly Operator eq_Scalar = new("eq", "Scalar");
    internal static readonly Operator ne = new("ne", "Tensor");
    internal static readonly Operator ne_Scalar = new("ne", "Scalar");
    internal static readonly Operator lt = new("lt", "Tensor");
    internal static readonly Operator lt_Scalar = new("lt", "Scalar");
    internal static readonly Operator le = new("le", "Tensor");
    internal static readonly Operator le_Scalar = new("le", "Scalar");
    internal static readonly Operator gt = new("gt", "Tensor");
    internal static readonly Operator gt_Scalar = new("gt", "Scalar");
    internal static readonly Operator ge = new("ge", "Tensor");
    internal static readonly Operator ge_Scalar = new("ge", "Scalar");
    internal static readonly Operator bitwise_and = new("bitwise_and", "Tensor");
    internal static readonly Operator bitwise_or = new("bitwise_or", "Tensor");
    internal static readonly Operator bitwise_not = new("bitwise_not");
    internal static readonly Operator maximum = new("maximum");
    internal static readonly Operator minimum = new("minimum");
    internal static readonly Operator where = new("where", "self");
    internal static readonly Operator allclose = new("allclose");
    internal static readonly Operator eq_ = new("eq_", "Tensor");
    internal static readonly Operator eq__Scalar = new("eq_", "Scalar");
    internal static readonly Operator ne_ = new("ne_", "Tensor");
    internal static readonly Operator ne__Scalar = new("ne_", "Scalar");
    internal static readonly Operator lt_ = new("lt_", "Tensor");
    internal static readonly Operator lt__Scalar = new("lt_", "Scalar");
    internal static readonly Operator le_ = new("le_", "Tensor");
    internal static readonly Operator le__Scalar = new("le_", "Scalar");
    internal static readonly Operator gt_ = new("gt_", "Tensor");
    internal static readonly Operator gt__Scalar = new("gt_", "Scalar");
    internal static readonly Operator ge_ = new("ge_", "Tensor");
    internal static readonly Operator ge__Scalar = new("ge_", "Scalar");
    internal static readonly Operator logical_and = new("logical_and");
    internal static readonly Operator logical_and_ = new("logical_and_");
    internal static readonly Operator bitwise_and_ = new("bitwise_and_", "Tensor");
    internal static readonly Operator logical_or = new("logical_or");
    internal static readonly Operator logical_or_ = new("logical_or_");
    internal static readonly Operator bitwise_or_ = new("bitwise_or_", "Tensor");
    internal static readonly Operator logical_xor = new("logical_xor");
    internal static readonly Operator logical_xor_ = new("logical_xor_");
    internal static readonly Operator bitwise_xor = new("bitwise_xor", "Tensor");
    internal static readonly Operator bitwise_xor_ = new("bitwise_xor_", "Tensor");
    internal static readonly Operator isclose = new("isclose");
}
