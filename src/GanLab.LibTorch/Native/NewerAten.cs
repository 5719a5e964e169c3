namespace GanLab.LibTorch.Native;

/// <summary>Operators that not every libtorch has; ask <see cref="Operator.Exists"/> first.</summary>
internal static class NewerAten
{
    internal static readonly Operator _foreach_copy_ = new("_foreach_copy_");
    internal static readonly Operator _foreach_lerp_Scalar_ = new("_foreach_lerp_", "Scalar");

    // With the learning rate as a tensor.
    internal static readonly Operator _fused_adam_ = new("_fused_adam_", "tensor_lr");
    internal static readonly Operator _fused_adamw_ = new("_fused_adamw_", "tensor_lr");
}
