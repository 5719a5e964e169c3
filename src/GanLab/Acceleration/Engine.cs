namespace GanLab.Acceleration;

/// <summary>The tensor engine that this program was built with, described for people.</summary>
public static class Engine
{
    /// <summary>"system" or "torchsharp".</summary>
    public static string Name =>
#if TORCH_ENGINE_SYSTEM
        "system";
#else
        "torchsharp";
#endif

    /// <summary>The version of the libtorch beneath, for instance "1.13.1".</summary>
    public static string LibTorchVersion =>
#if TORCH_ENGINE_SYSTEM
        LibTorch.Backend.Version;
#else
        TorchSharp.torch.__version__;
#endif

    /// <summary>Name and value of everything worth knowing about the engine, in the order to show it.</summary>
    /// <exception cref="Exception">The engine cannot be loaded; the message says what is missing.</exception>
    public static IReadOnlyList<(string Name, string Value)> Describe()
    {
        var facts = new List<(string, string)> { ("engine", Name) };
#if TORCH_ENGINE_SYSTEM
        var build = LibTorch.Backend.Build;
        facts.Add(("libtorch", $"{LibTorchVersion} ({LibTorch.Backend.LibraryPath})"));
        facts.Add(("BLAS", LibTorch.Backend.BlasPath is { Length: > 0 } path ? path : "inside libtorch"));
        var instructions = LibTorch.Backend.OneDnnInstructionSet is { } set ? $", {set}" : "";
        facts.Add(("oneDNN", (Line(build, "MKL-DNN") ?? Line(build, "oneDNN") ?? "not found") + instructions));
        facts.Add(("ATen kernels", Line(build, "CPU capability usage:") ?? "unknown"));
#else
        facts.Add(("libtorch", LibTorchVersion));
#endif
        facts.Add(("CPU threads", $"{TorchSharp.torch.get_num_threads()} of {Environment.ProcessorCount} processors"));
        return facts;
    }

    /// <summary>Whether <paramref name="exception"/> says that the engine's native libraries are missing or do not fit.</summary>
    public static bool IsMissing(Exception exception) =>
#if TORCH_ENGINE_SYSTEM
        exception is LibTorch.NativeLibraryException;
#else
        // What TorchSharp throws without its native bundle.
        exception is DllNotFoundException or NotSupportedException { Source: nameof(TorchSharp) };
#endif

    /// <summary>Whether a product of matrices sums each row in the same order, wherever the row stands.</summary>
    internal static bool SumsRowsAlike(ComputeDevice device) =>
#if TORCH_ENGINE_SYSTEM
        device.IsCuda || LibTorch.Backend.HasPackedConvolutions(bf16: false);
#else
        device.IsCuda;
#endif

    /// <summary>What is known of each CUDA device: its place and, where it can be asked, name and memory.</summary>
    public static IReadOnlyList<string> CudaDevices() =>
        [.. Enumerable.Range(0, TorchSharp.torch.cuda.is_available() ? TorchSharp.torch.cuda.device_count() : 0).Select(CudaDevice)];

    private static string CudaDevice(int index)
    {
#if TORCH_ENGINE_SYSTEM
        if (LibTorch.Backend.CudaMemory(index) is var (free, total, name))
        {
            const double Gibibyte = 1L << 30;
            return string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"cuda:{index} {name}, {free / Gibibyte:f1} of {total / Gibibyte:f1} GiB free");
        }
#endif
        return $"cuda:{index}";
    }

#if TORCH_ENGINE_SYSTEM
    private static string? Line(string build, string word) => build
        .Split('\n')
        .Where(line => line.Contains(word, StringComparison.Ordinal))
        .Select(line => line.Trim(' ', '-').Replace("CPU capability usage: ", "", StringComparison.Ordinal))
        .FirstOrDefault();
#endif
}
