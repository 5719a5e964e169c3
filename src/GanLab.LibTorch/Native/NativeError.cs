using System.Runtime.InteropServices;

namespace GanLab.LibTorch.Native;

/// <summary>Turns the shim's status codes into exceptions.</summary>
internal static unsafe class NativeError
{
    internal static string Last() => Marshal.PtrToStringUTF8((nint)NativeMethods.gl_last_error()) ?? "unknown";

    /// <summary>The same with the arguments described only if it did not.</summary>
    /// <exception cref="TensorException">The call did not work.</exception>
    internal static void Check(int status, string operation, params ReadOnlySpan<TorchSharp.torch.Tensor> arguments)
    {
        if (status != 0)
        {
            throw TensorException.From(operation, string.Join(", ", arguments.ToArray().Select(Argument.Describe)), Last());
        }
    }

    /// <exception cref="TensorException">The call did not work.</exception>
    internal static void Check(int status, string operation, string arguments = "")
    {
        if (status != 0)
        {
            throw TensorException.From(operation, arguments, Last());
        }
    }
}
