using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            internal void Convert(ScalarType? type, Device? device, bool non_blocking)
            {
                using var recordNothing = no_grad();
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    // Integers such as batch counts keep their type, as in PyTorch.
                    var target = type is not null && torch.is_floating_point(tensor.dtype) ? type.Value : tensor.dtype;
                    using var converted = tensor.to(target, device ?? tensor.device, non_blocking: non_blocking);
                    NativeError.Check(NativeMethods.gl_tensor_set_data(tensor.Handle, converted.Handle), "Module.to");
                    using var gradient = tensor.grad;
                    if (gradient is not null)
                    {
                        using var moved = gradient.to(target, device ?? gradient.device, non_blocking: non_blocking);
                        tensor.grad = null;
                        tensor.grad = moved;
                    }
                }
            }
        }
    }
}
