using GanLab.Configuration;
using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>The device that a run computes on, with the precision and the threads it uses there.</summary>
public sealed class ComputeDevice
{
    private readonly bool bf16;
    private readonly bool deterministic;

    private ComputeDevice(Device device, Precision precision, bool deterministic, IWorkRecorder? recorder)
    {
        (this.deterministic, Recorder) = (deterministic, recorder);
        Device = device;
        Precision = precision;
        bf16 = precision == Precision.Bf16;
    }

    /// <summary>Where tensors lie.</summary>
    public Device Device { get; }

    /// <summary>What is in force; never <see cref="Precision.Auto"/>.</summary>
    public Precision Precision { get; }

    /// <summary>Whether it is a CUDA device.</summary>
    public bool IsCuda => Device.type == TorchSharp.DeviceType.CUDA;

    /// <summary>Records work here; null where it is done as the code says, each time.</summary>
    internal IWorkRecorder? Recorder { get; }

    /// <summary>Chooses the device by name and sets precision, threads and determinism for the process.</summary>
    /// <param name="name">"auto" (CUDA where there is one), "cpu", "cuda" or "cuda:1".</param>
    /// <param name="precision">See <see cref="Configuration.Precision"/>.</param>
    /// <param name="threads">CPU threads for one operation; 0 for as many as the process may use.</param>
    /// <param name="deterministic">Whether equal inputs must give equal bits on CUDA; always so on the CPU.</param>
    /// <param name="graphs">Whether <see cref="RepeatedWork"/> is recorded on CUDA.</param>
    /// <exception cref="ConfigException">The device does not exist or cannot do what is asked.</exception>
    public static ComputeDevice Open(
        string name, Precision precision = Precision.Auto, int threads = 0, bool deterministic = false, bool graphs = true)
    {
        var device = Find(name);
        var isCuda = device.type == TorchSharp.DeviceType.CUDA;
        var resolved = precision == Precision.Auto ? (isCuda && !deterministic ? Precision.Tf32 : Precision.Fp32) : precision;
        if (resolved == Precision.Tf32 && !isCuda)
        {
            throw new ConfigException(NoTf32);
        }

        Configure(resolved, threads, deterministic, isCuda);
#if TORCH_ENGINE_SYSTEM
        var recorder = isCuda && graphs ? new CudaRecorder(device.index) : null;
#else
        IWorkRecorder? recorder = null; // TorchSharp has no graphs
#endif
        return new ComputeDevice(device, resolved, deterministic && isCuda, recorder);
    }

    /// <summary>The same device with another way to record work.</summary>
    internal ComputeDevice RecordingWith(IWorkRecorder? another) => new(Device, Precision, deterministic, another);

    /// <summary>Bytes that are free on a CUDA device; null where there is none or it cannot be asked.</summary>
    internal long? FreeMemory()
    {
        if (!IsCuda)
        {
            return null;
        }

#if TORCH_ENGINE_SYSTEM
        return LibTorch.Backend.CudaMemory(Device.index)?.Free;
#else
        return null;
#endif
    }

    /// <summary>Lets other work, in this process or another, have the memory that libtorch keeps for later tensors on CUDA.</summary>
    internal void ReleaseUnusedMemory()
    {
        if (IsCuda)
        {
#if TORCH_ENGINE_SYSTEM
            LibTorch.Backend.EmptyCudaCache();
#endif
        }
    }

    /// <summary>Takes a tensor from the host to the device; the caller's scope owns it. On CUDA the host does not wait for the copy.</summary>
    internal Tensor Send(Tensor onHost)
    {
        if (!IsCuda)
        {
            return onHost.to(Device);
        }

        using var pinned = onHost.pin_memory(); // libtorch frees it only once it has been copied
        return pinned.to(Device, non_blocking: true);
    }

    /// <summary>What is wrong with a choice that can be seen without asking the machine; empty if nothing.</summary>
    internal static IReadOnlyList<string> Problems(string name, Precision precision) =>
    [
        .. name == "auto" || IndexIn(name) is not null ? Array.Empty<string>() : [NoDevice(name)],
        .. name == "cpu" && precision == Precision.Tf32 ? [NoTf32] : Array.Empty<string>(),
#if !TORCH_ENGINE_SYSTEM
        .. precision == Precision.Bf16 ? [NoAutocast] : Array.Empty<string>(),
#endif
    ];

    /// <summary>What follows runs in bfloat16 where that is safe, if that is the precision, until disposed.</summary>
    public IDisposable? Autocast() =>
#if TORCH_ENGINE_SYSTEM
        bf16 ? LibTorch.Backend.Autocast(IsCuda) : null;
#else
        bf16 ? throw new NotSupportedException("TorchSharp has no autocast.") : null;
#endif

    /// <summary>For instance "cuda:0, tf32", "cuda:0, fp32, deterministic: no cuDNN autotuning" or "cpu, fp32, 2 threads".</summary>
    public override string ToString()
    {
        var precision = Precision.ToString().ToLowerInvariant();
        var without = deterministic ? ", deterministic: no cuDNN autotuning" : "";
        var threads = get_num_threads();
        return IsCuda ? $"{Device}, {precision}{without}" : $"{Device}, {precision}, {threads} thread{(threads == 1 ? "" : "s")}";
    }

    private static Device Find(string name)
    {
        if (name == "auto")
        {
            return cuda.is_available() ? new Device(TorchSharp.DeviceType.CUDA, 0) : CPU;
        }

        var index = IndexIn(name) ?? throw new ConfigException(NoDevice(name));
        if (name == "cpu")
        {
            return CPU;
        }

        if (!cuda.is_available())
        {
            throw new ConfigException(
                $"The device '{name}' was asked for, but this libtorch finds no CUDA device. Run 'gan doctor' to see why, or use --device cpu.");
        }

        return index < cuda.device_count()
            ? new Device(TorchSharp.DeviceType.CUDA, index)
            : throw new ConfigException($"The device '{name}' was asked for, but there are only {cuda.device_count()} CUDA devices, cuda:0 on.");
    }

    // The number of a device among its kind; null if the name is that of none.
    private static int? IndexIn(string name) => name.Split(':') switch
    {
        ["cpu"] or ["cuda"] => 0,
        ["cuda", var number] when int.TryParse(number, out var index) && index >= 0 => index,
        _ => null,
    };

    private static string NoDevice(string name) =>
        $"'{name}' is no device. Write auto, cpu, cuda or, for the second of several, cuda:1.";

    private const string NoTf32 = "The precision tf32 is a format of CUDA devices; on the CPU use auto or fp32.";

#if !TORCH_ENGINE_SYSTEM
    private const string NoAutocast = "The precision bf16 needs the system engine; TorchSharp has no autocast. Use fp32 or tf32.";

#endif
    private static void Configure(Precision precision, int threads, bool deterministic, bool isCuda)
    {
        // libtorch counts physical cores; a container may be given logical ones only, and then it would leave half idle.
        var wanted = threads > 0 ? threads : Environment.ProcessorCount;
        if (get_num_threads() != wanted)
        {
            set_num_threads(wanted);
        }

        if (isCuda)
        {
            backends.cuda.matmul.allow_tf32 = precision is Precision.Tf32 or Precision.Bf16;
            backends.cudnn.allow_tf32 = precision is Precision.Tf32 or Precision.Bf16;
        }

#if TORCH_ENGINE_SYSTEM
        LibTorch.Backend.SetDeterministic(deterministic && isCuda);
        LibTorch.Backend.SetCudnnBenchmark(isCuda && !deterministic);
#else
        if (precision == Precision.Bf16)
        {
            throw new ConfigException(NoAutocast);
        }

        if (deterministic && isCuda)
        {
            throw new ConfigException("--deterministic on CUDA needs the system engine; TorchSharp cannot switch to deterministic algorithms.");
        }
#endif
    }
}
