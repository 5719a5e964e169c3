using GanLab.LibTorch.Native;
using static TorchSharp.torch;

namespace GanLab.LibTorch;

/// <summary>Operators on lists of tensors, which on CUDA are a few kernels for all of them.</summary>
public static unsafe partial class Backend
{
    /// <summary>Moves each of <paramref name="averages"/> to keep · itself + (1 − keep) · its counterpart, in place; in two calls before libtorch 2.0.</summary>
    public static void Average(Tensor[] averages, Tensor[] current, double keep)
    {
        if (NewerAten._foreach_lerp_Scalar_.Exists)
        {
            NewerAten._foreach_lerp_Scalar_.CallMany(1, averages, current, 1 - keep);
            return;
        }

        Aten._foreach_mul_Scalar_.CallMany(1, averages, keep);
        Aten._foreach_add_List_.CallMany(1, averages, current, 1 - keep);
    }

    /// <summary>Copies each of <paramref name="from"/> to its counterpart; one by one before libtorch 2.1.</summary>
    public static void Copy(Tensor[] to, Tensor[] from)
    {
        if (NewerAten._foreach_copy_.Exists)
        {
            NewerAten._foreach_copy_.CallMany(1, to, from);
            return;
        }

        foreach (var (target, source) in to.Zip(from))
        {
            target.copy_(source);
        }
    }

    /// <summary>Copies each of <paramref name="from"/> to its counterpart, which is not read soon: on the CPU past its caches.</summary>
    /// <remarks>From CUDA into pinned memory copies run side by side, and are there once the device has been waited for.</remarks>
    /// <param name="to">Written to, in the type and layout that each has.</param>
    /// <param name="from">As many; each of a shape that can be broadcast to its counterpart's.</param>
    /// <param name="onThisThreadOnly">Whether the other threads of this process are left alone, where neither type nor layout changes.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    /// <exception cref="TensorException">Shapes do not fit.</exception>
    public static void CopyPastCaches(Tensor[] to, Tensor[] from, bool onThisThreadOnly = false)
    {
        if (to.Length != from.Length)
        {
            throw new ArgumentException($"{from.Length} tensors cannot be copied to {to.Length}.", nameof(from));
        }

        nint[] targets = [.. to.Select(tensor => tensor.Handle)], sources = [.. from.Select(tensor => tensor.Handle)];
        fixed (nint* t = targets, s = sources)
        {
            NativeError.Check(NativeMethods.gl_copy_past_caches(t, s, to.Length, onThisThreadOnly ? 1 : 0), nameof(CopyPastCaches), $"{to.Length} tensors");
        }

        GC.KeepAlive(to);
        GC.KeepAlive(from);
    }

    /// <summary>The L2 norm of each, a scalar.</summary>
    public static Tensor[] Norms(Tensor[] tensors) => Aten._foreach_norm.CallMany(tensors.Length, tensors, 2.0)!;

    /// <summary>Gives memory that libtorch keeps for later tensors back to the CUDA devices; does nothing where there are none.</summary>
    public static void EmptyCudaCache() => _ = NativeMethods.gl_cuda_empty_cache();
}
