using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>The same done to many tensors: on CUDA in a few kernels for all of them, if the engine can.</summary>
internal static class TensorLists
{
    /// <summary>Moves each of <paramref name="averages"/> to keep · itself + (1 − keep) · its counterpart.</summary>
    /// <param name="averages">Changed in place.</param>
    /// <param name="current">As many, of the same shapes.</param>
    /// <param name="keep">In [0, 1]; 0 copies.</param>
    internal static void Average(Tensor[] averages, Tensor[] current, double keep)
    {
        if (keep == 0)
        {
            Copy(averages, current);
            return;
        }

#if TORCH_ENGINE_SYSTEM
        if (AreOnCuda(averages))
        {
            LibTorch.Backend.Average(averages, current, keep);
            return;
        }
#endif
        foreach (var (average, now) in averages.Zip(current))
        {
            average.mul_((TorchSharp.Scalar)keep).add_(now, (TorchSharp.Scalar)(1 - keep));
        }
    }

    /// <summary>Copies each of <paramref name="from"/> to its counterpart.</summary>
    internal static void Copy(Tensor[] to, Tensor[] from)
    {
#if TORCH_ENGINE_SYSTEM
        if (AreOnCuda(to))
        {
            LibTorch.Backend.Copy(to, from);
            return;
        }
#endif
        foreach (var (target, source) in to.Zip(from))
        {
            target.copy_(source);
        }
    }

    /// <summary>Copies each of <paramref name="from"/> to its counterpart, which is not read soon; from CUDA they are there once the device has been waited for.</summary>
    /// <param name="to">On the CPU; pinned where the others are on CUDA.</param>
    /// <param name="from">As many, of the same shapes.</param>
    /// <param name="onThisThreadOnly">Leaves the other threads to whoever computes meanwhile; TorchSharp's engine takes them all the same.</param>
    internal static void CopyPastCaches(Tensor[] to, Tensor[] from, bool onThisThreadOnly = false)
    {
#if TORCH_ENGINE_SYSTEM
        LibTorch.Backend.CopyPastCaches(to, from, onThisThreadOnly);
#else
        foreach (var (target, source) in to.Zip(from))
        {
            target.copy_(source, nonBlocking: true);
        }
#endif
    }

    /// <summary>The L2 norm of each, [n]; the caller's scope owns it.</summary>
    internal static Tensor Norms(Tensor[] tensors)
    {
        using var scope = NewDisposeScope();
#if TORCH_ENGINE_SYSTEM
        var norms = AreOnCuda(tensors) ? LibTorch.Backend.Norms(tensors) : tensors.Select(tensor => tensor.norm());
#else
        var norms = tensors.Select(tensor => tensor.norm());
#endif
        return stack(norms).MoveToOuterDisposeScope();
    }

#if TORCH_ENGINE_SYSTEM
    private static bool AreOnCuda(Tensor[] tensors) => tensors.Length > 0 && tensors[0].device_type == TorchSharp.DeviceType.CUDA;
#endif
}
