using GanLab.LibTorch.Native;

namespace GanLab.LibTorch;

/// <summary>A moment in the work that a CUDA device was given: what came before it can be waited for without what came after.</summary>
public sealed class CudaMark : IDisposable
{
    private nint handle;

    private CudaMark(nint handle) => this.handle = handle;

    /// <summary>After all that this thread's current stream was given so far.</summary>
    /// <param name="device">The number of the device.</param>
    /// <exception cref="TensorException">The shim was built without CUDA.</exception>
    public static CudaMark Set(int device)
    {
        NativeError.Check(NativeMethods.gl_cuda_mark_set(device, out var handle), nameof(CudaMark));
        return new CudaMark(handle);
    }

    /// <summary>Waits until the device has come by, on any thread.</summary>
    /// <exception cref="TensorException">Something that the device was given before has failed.</exception>
    public void Wait()
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        NativeError.Check(NativeMethods.gl_cuda_mark_wait(handle), nameof(Wait));
    }

    /// <summary>Not done by the garbage collector, whose thread must not touch the device.</summary>
    public void Dispose()
    {
        if (handle != 0)
        {
            NativeMethods.gl_cuda_mark_free(handle);
            handle = 0;
        }
    }
}
