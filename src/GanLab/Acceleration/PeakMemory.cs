using System.Diagnostics;

namespace GanLab.Acceleration;

/// <summary>How much memory a computation took at its height.</summary>
public static class PeakMemory
{
    /// <summary>Bytes that tensors held at once on a CUDA device; on the CPU those of the whole process. Null where that is not known.</summary>
    /// <param name="device">Where it computes.</param>
    public static long? Of(ComputeDevice device)
    {
        if (device.IsCuda)
        {
#if TORCH_ENGINE_SYSTEM
            return LibTorch.Backend.CudaPeakMemory(device.Device.index);
#else
            return null;
#endif
        }

        using var process = Process.GetCurrentProcess();
        return Math.Max(process.PeakWorkingSet64, process.WorkingSet64); // macOS does not tell the first
    }
}
