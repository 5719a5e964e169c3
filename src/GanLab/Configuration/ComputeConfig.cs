using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>Where and in which number format to compute.</summary>
public sealed record ComputeConfig
{
    /// <summary>auto, cpu, cuda or cuda:N. Default auto: CUDA where there is one.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>auto, fp32, tf32 or bf16. Default auto: TF32 on CUDA, fp32 on the CPU, which has no TF32.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>CPU threads of one operation; 0 for all processors. In [0, 1024]. Default 0.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>Whether equal runs must give equal bits on CUDA too, at a cost. Default false; on the CPU they always do.</summary>
    public bool Deterministic { get; init; }

    /// <summary>Whether steps on CUDA are recorded once as a CUDA graph and repeated. Default true; without effect on the CPU.</summary>
    public bool Graphs { get; init; } = true;

    /// <summary>Share of a CUDA device's free memory that the data set may take to lie there as bytes. In [0, 1]; 0 for never. Default 0.3.</summary>
    [Range(0.0, 1.0)]
    public double ResidentShare { get; init; } = 0.3;
}
