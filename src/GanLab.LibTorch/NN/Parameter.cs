using GanLab.LibTorch.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns: a leaf with gradients, owned by the module rather than by a scope.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true)
        : base(Share(data))
    {
        this.requires_grad = requires_grad;
        DetachFromDisposeScope();
    }

    // detach() shares the numbers and forgets the history, so that the parameter is a leaf.
    private static nint Share(Tensor data)
    {
        using var leaf = data.detach();
        NativeError.Check(NativeMethods.gl_tensor_clone_handle(leaf.Handle, out var handle), nameof(Parameter));
        return handle;
    }
}
