using System.Diagnostics;

namespace GanLab.Acceleration;

/// <summary>How much memory a computation took at its height.</summary>
public static class PeakMemory
{
    /// <summary>Bytes that tensors held at once on a CUDA device, 0 where that is not known; on the CPU those of the whole process.</summary>
    /// <param name="device">Where it computes.</param>
    public static long Of(ComputeDevice device)
    {
        if (device.IsCuda)
        {
#if TORCH_ENGINE_SYSTEM
            return LibTorch.Backend.CudaPeakMemory(device.Device.index) ?? 0;
#else
            return 0;
#endif
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
