using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>Takes numbers from the device to the host without holding up who asks for them.</summary>
internal static class Readback
{
#if TORCH_ENGINE_SYSTEM
    private const bool EngineHasMarks = true;
#else
    private const bool EngineHasMarks = false;
#endif

    /// <summary>Whether <see cref="Begin"/> leaves the device to its work.</summary>
    internal static bool IsAside(ComputeDevice device) => EngineHasMarks && device.IsCuda;

    /// <summary>Asks for numbers as they are now.</summary>
    /// <remarks>On CUDA with the system engine nothing is waited for here; elsewhere they are read at once.</remarks>
    /// <param name="numbers">fp64 [n]; may be disposed or changed right afterwards.</param>
    /// <returns>Waits until they are there, but for nothing that the device was given later. To be called once, on any thread.</returns>
    internal static Func<double[]> Begin(Tensor numbers)
    {
#if TORCH_ENGINE_SYSTEM
        if (numbers.is_cuda && Mark(numbers) is var (onHost, mark))
        {
            return () =>
            {
                using (mark)
                using (onHost)
                {
                    mark.Wait();
                    return onHost.data<double>().ToArray();
                }
            };
        }
#endif
        using var copy = numbers.cpu();
        var values = copy.data<double>().ToArray();
        return () => values;
    }

#if TORCH_ENGINE_SYSTEM
    // Null where the shim was built without CUDA.
    private static (Tensor OnHost, LibTorch.CudaMark Mark)? Mark(Tensor numbers)
    {
        var onHost = empty(numbers.shape, ScalarType.Float64).pin_memory().DetachFromDisposeScope();
        onHost.copy_(numbers, nonBlocking: true);
        try
        {
            return (onHost, LibTorch.CudaMark.Set(numbers.device_index));
        }
        catch (LibTorch.TensorException)
        {
            cuda.synchronize(numbers.device);
            onHost.Dispose();
            return null;
        }
    }
#endif
}
