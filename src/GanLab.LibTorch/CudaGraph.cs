using GanLab.LibTorch.Memory;
using GanLab.LibTorch.Native;

namespace GanLab.LibTorch;

/// <summary>Work on a CUDA device that was recorded once and is launched again as a whole.</summary>
/// <remarks>
/// A launch runs the same kernels on the same memory. What the host computed while recording is in it for good, except for
/// the updates of optimizers: their counts go on with each launch, and Adam's learning rate may change. Needs libtorch 2.1.
/// </remarks>
public sealed class CudaGraph : IDisposable
{
    private readonly UpdateTape tape;
    private nint handle;

    private CudaGraph(nint handle, UpdateTape tape) => (this.handle, this.tape) = (handle, tape);

    /// <summary>Whether a launch would do what the code would; not so once a learning rate has changed that the recording holds.</summary>
    public bool IsCurrent => tape.IsCurrent;

    /// <summary>What runs until disposed runs beside the default stream, where it warms up for a recording; for this thread.</summary>
    /// <param name="device">The number of the device.</param>
    /// <exception cref="TensorException">The shim was built without CUDA.</exception>
    public static IDisposable SideStream(int device)
    {
        NativeError.Check(NativeMethods.gl_cuda_side_stream_enter(device, out var entered), nameof(SideStream));
        return new Leaving(entered);
    }

    /// <summary>Records the work and launches it once.</summary>
    /// <param name="device">The number of the device.</param>
    /// <param name="work">Allocates what it needs; must not wait for the device. Run it a few times on <see cref="SideStream"/> before.</param>
    /// <exception cref="TensorException">It cannot be recorded. Nothing was computed, and optimizers count nothing.</exception>
    public static CudaGraph Record(int device, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        OrphanedHandles.Hold();
        try
        {
            var graph = new CudaGraph(Capture(device, work, out var tape), tape);
            graph.Launch();
            return graph;
        }
        finally
        {
            OrphanedHandles.Release();
        }
    }

    private static nint Capture(int device, Action work, out UpdateTape tape)
    {
        NativeError.Check(NativeMethods.gl_cuda_graph_begin(device, out var graph), nameof(CudaGraph));
        var captured = false;
        tape = UpdateTape.Start();
        try
        {
            work();
            NativeError.Check(NativeMethods.gl_cuda_graph_end(graph), nameof(CudaGraph));
            captured = true;
        }
        finally
        {
            tape.Dispose();
            tape.Undo(); // nothing was computed yet
            if (!captured)
            {
                NativeMethods.gl_cuda_graph_abandon(graph);
            }
        }

        return graph;
    }

    /// <summary>Does the work again.</summary>
    public void Launch()
    {
        ObjectDisposedException.ThrowIf(handle == 0, this);
        tape.Prepare();
        NativeError.Check(NativeMethods.gl_cuda_graph_launch(handle), nameof(Launch));
        tape.Count();
    }

    /// <summary>Frees the recording and its memory. Not done by the garbage collector, whose thread must not touch the device.</summary>
    public void Dispose()
    {
        if (handle != 0)
        {
            NativeMethods.gl_cuda_graph_free(handle);
            handle = 0;
        }
    }

    private sealed class Leaving(nint entered) : IDisposable
    {
        private nint entered = entered;

        public void Dispose()
        {
            if (entered != 0)
            {
                NativeMethods.gl_cuda_side_stream_leave(entered);
                entered = 0;
            }
        }
    }
}
