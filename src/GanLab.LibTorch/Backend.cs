using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using GanLab.LibTorch.Native;

namespace GanLab.LibTorch;

/// <summary>The libtorch under the engine and what it can do beyond TorchSharp's API.</summary>
/// <remarks>
/// Loading libtorch changes the process for the sake of training: freed memory is kept instead of being returned to the
/// system, and, where the user has not set them, OPENBLAS_NUM_THREADS becomes 1, OMP_WAIT_POLICY passive and
/// GOMP_SPINCOUNT 1000. A host that wants none of this sets the AppContext switch "GanLab.LibTorch.KeepProcessSettings" before its first tensor, or the
/// environment variable GANLAB_KEEP_PROCESS_SETTINGS to 1.
/// </remarks>
public static unsafe partial class Backend
{
    private const string KeepSwitch = "GanLab.LibTorch.KeepProcessSettings";
    private const string KeepVariable = "GANLAB_KEEP_PROCESS_SETTINGS";

    /// <summary>Whether libtorch is loaded without changing the allocator and the threads of the process.</summary>
    public static bool KeepsProcessSettings => AppContext.TryGetSwitch(KeepSwitch, out var keep)
        ? keep
        : Environment.GetEnvironmentVariable(KeepVariable) == "1";

    /// <summary>The version of the headers that the shim was built with, for instance "1.13.1"; libtorch itself exports none.</summary>
    public static string Version => Text(NativeMethods.gl_torch_version());

    /// <summary>libtorch's own description of how it was built: compilers, BLAS, oneDNN, instruction set.</summary>
    public static string Build => Text(NativeMethods.gl_torch_build());

    /// <summary>The vector instructions that ATen's own loops use here, for instance "AVX2"; null where libtorch does not say.</summary>
    public static string? CpuCapability => CapabilityLine().Match(Build) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>The file that holds the operators, for instance "/usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13".</summary>
    public static string LibraryPath => LoadedLibrary("libtorch_cpu");

    /// <summary>The BLAS that is loaded, for instance ".../openblas-pthread/libblas.so.3", or "" where it is part of libtorch.</summary>
    public static string BlasPath => LoadedLibrary("libblas", "libopenblas", "libmkl_rt");

    /// <summary>Free and total bytes of a CUDA device and its name; null where the shim was built without CUDA.</summary>
    public static (long Free, long Total, string Name)? CudaMemory(int device)
    {
        const int Capacity = 256;
        byte* name = stackalloc byte[Capacity];
        return NativeMethods.gl_cuda_memory(device, out var free, out var total, name, Capacity) == 0
            ? (free, total, Text(name))
            : null;
    }

    /// <summary>The most bytes that tensors held at once on a CUDA device; null where the shim was built without CUDA.</summary>
    public static long? CudaPeakMemory(int device) => NativeMethods.gl_cuda_peak_memory(device, out var bytes) == 0 ? bytes : null;

    /// <summary>Runs what follows in bfloat16 where that is safe, until disposed (autocast); for one thread.</summary>
    public static IDisposable Autocast(bool cuda) => new AutocastScope(cuda);

    /// <summary>Turns autocast off for what follows, until disposed; null where it is not on.</summary>
    public static IDisposable? WithoutAutocast(bool cuda) => AutocastScope.Pause(cuda);

    /// <summary>Whether cuDNN may try several algorithms and keep the fastest; costs determinism.</summary>
    public static void SetCudnnBenchmark(bool enabled) => NativeMethods.gl_set_cudnn_benchmark(enabled ? 1 : 0);

    /// <summary>Whether only deterministic algorithms may be used; operators that have none throw.</summary>
    public static void SetDeterministic(bool enabled) => NativeMethods.gl_set_deterministic(enabled ? 1 : 0);

    /// <summary>Whether convolutions and linear maps on the CPU run in the engine's own kernels, which need AVX-512; with bf16, also its bf16.</summary>
    public static bool HasPackedConvolutions(bool bf16) => NativeMethods.gl_packed_convolutions(bf16 ? 1 : 0) != 0;

    /// <summary>Lets the engine's own kernels compute what they can, or leaves everything to libtorch; for the whole process.</summary>
    /// <remarks>For comparisons: results differ by rounding only.</remarks>
    public static void UsePackedConvolutions(bool use) => NativeMethods.gl_set_packed_convolutions(use ? 1 : 0);

    /// <summary>Lays a 4-dimensional tensor's data out with the channels innermost, in place; others are left alone.</summary>
    public static void MakeChannelsLast(TorchSharp.torch.Tensor tensor)
    {
        if (tensor.ndim != 4)
        {
            return;
        }

        using var laidOut = ToChannelsLast(tensor);
        tensor.Check(NativeMethods.gl_tensor_set_data(tensor.Handle, laidOut.Handle), nameof(MakeChannelsLast));
    }

    /// <summary>The same numbers with the channels innermost: a copy, or the tensor itself where it lies so already.</summary>
    public static TorchSharp.torch.Tensor ToChannelsLast(TorchSharp.torch.Tensor tensor) =>
        Aten.contiguous.Call(tensor, ChannelsLast);

    private const long ChannelsLast = 2;

    [GeneratedRegex(@"CPU capability usage: (\S+)")]
    private static partial Regex CapabilityLine();

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static string LoadedLibrary(params string[] names)
    {
        _ = Version; // loads the shim, and libtorch with it
        var mapped = File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .Where(path => names.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)));
        return mapped.FirstOrDefault() ?? "";
    }

    private sealed class AutocastScope : IDisposable
    {
        // libtorch's switch has no depth; the innermost of nested scopes must not turn it off for the outer ones.
        [ThreadStatic]
        private static (int Cpu, int Cuda) depth;

        private readonly bool cuda;
        private readonly int by;
        private bool ended;

        internal AutocastScope(bool cuda)
            : this(cuda, +1)
        {
        }

        private AutocastScope(bool cuda, int by)
        {
            (this.cuda, this.by) = (cuda, by);
            Change(by);
        }

        internal static AutocastScope? Pause(bool cuda) =>
            (cuda ? depth.Cuda : depth.Cpu) is > 0 and var open ? new AutocastScope(cuda, -open) : null;

        public void Dispose()
        {
            if (!ended)
            {
                ended = true;
                Change(-by);
            }
        }

        private void Change(int by)
        {
            var before = cuda ? depth.Cuda : depth.Cpu;
            depth = cuda ? (depth.Cpu, before + by) : (before + by, depth.Cuda);
            if (before == 0 || before + by == 0)
            {
                NativeError.Check(NativeMethods.gl_set_autocast(cuda ? 1 : 0, before == 0 ? 1 : 0), nameof(Autocast));
            }
        }
    }
}
