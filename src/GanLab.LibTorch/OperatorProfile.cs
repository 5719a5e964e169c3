using System.Runtime.InteropServices;
using GanLab.LibTorch.Native;

namespace GanLab.LibTorch;

/// <summary>Times every operator that libtorch runs, on all threads, from its making until <see cref="Stop"/>; one at a time.</summary>
public sealed unsafe class OperatorProfile : IDisposable
{
    private const double NanosecondsInMillisecond = 1e6;

    [ThreadStatic]
    private static List<OperatorTime>? found;

    private bool ended;

    /// <summary>Begins.</summary>
    /// <param name="device">A CUDA device finishes each operator before the next, so that its time is its own; the CPU does anyway.</param>
    /// <exception cref="TensorException">Another profile is being taken.</exception>
    public OperatorProfile(TorchSharp.torch.Device device) => NativeError.Check(
        NativeMethods.gl_profile_start(device.type == TorchSharp.DeviceType.CUDA ? device.index : -1), nameof(OperatorProfile));

    /// <summary>Whether this thread is taking one.</summary>
    public static bool IsRunning => NativeMethods.gl_profile_is_running() != 0;

    /// <summary>Ends, and tells what was found, the most time first.</summary>
    public IReadOnlyList<OperatorTime> Stop()
    {
        ObjectDisposedException.ThrowIf(ended, this);
        ended = true;
        found = [];
        NativeError.Check(NativeMethods.gl_profile_stop(&Visit), nameof(OperatorProfile));
        return [.. found.OrderByDescending(time => time.Milliseconds)];
    }

    /// <summary>Ends, if it has not.</summary>
    public void Dispose()
    {
        if (!ended)
        {
            Stop();
        }
    }

    [UnmanagedCallersOnly]
    private static void Visit(byte* key, long calls, long nanoseconds, double operations, double bytes)
    {
        var text = Marshal.PtrToStringUTF8((nint)key)!;
        var (name, shapes) = text.Split(' ', 2) is [var first, var rest] ? (first, rest) : (text, "");
        found!.Add(new OperatorTime(name, shapes, calls, nanoseconds / NanosecondsInMillisecond, operations, bytes));
    }
}
