using System.Collections.Concurrent;
using GanLab.LibTorch.Native;

namespace GanLab.LibTorch.Memory;

/// <summary>Handles of tensors that were collected without being disposed, waiting for a compute thread to free them.</summary>
/// <remarks>
/// The finalizer thread must not free tensors: on CUDA that breaks a graph capture in progress, and everywhere it races
/// with compute. It only queues here; the end of the next dispose scope frees what is queued.
/// </remarks>
internal static class OrphanedHandles
{
    private static readonly ConcurrentQueue<nint> Queue = new();
    private static int held;

    internal static void Add(nint handle) => Queue.Enqueue(handle);

    internal static int Count => Queue.Count;

    /// <summary>Frees nothing until as often released: memory that goes back during a graph capture can spoil it.</summary>
    internal static void Hold() => Interlocked.Increment(ref held);

    internal static void Release() => Interlocked.Decrement(ref held);

    internal static void Free()
    {
        while (Volatile.Read(ref held) == 0 && !Queue.IsEmpty && Queue.TryDequeue(out var handle))
        {
            NativeMethods.gl_tensor_free(handle);
            LiveTensors.Removed();
        }
    }
}
