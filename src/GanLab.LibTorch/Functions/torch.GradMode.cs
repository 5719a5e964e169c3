using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => NativeMethods.gl_grad_mode() != 0;

    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_inference_mode_enabled() => NativeMethods.gl_inference_mode() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly int previous = NativeMethods.gl_grad_mode();

        internal GradMode(bool enabled) => NativeMethods.gl_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.gl_set_grad_mode(previous);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint guard = NativeMethods.gl_inference_mode_enter(enabled ? 1 : 0);

        public void Dispose()
        {
            if (guard != 0)
            {
                NativeMethods.gl_inference_mode_leave(guard);
                guard = 0;
            }
        }
    }
}
