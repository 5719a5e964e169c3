using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>What a run writes, where and how often.</summary>
public sealed record RunConfig
{
    /// <summary>The folder that receives numbered run folders; not empty. Default "runs".</summary>
    [MinLength(1)]
    public string Directory { get; init; } = "runs";

    /// <summary>Steps between two lines of metrics. In [1, 1e9]. Default 50.</summary>
    [Range(1, 1_000_000_000)]
    public int LogEvery { get; init; } = 50;

    /// <summary>Steps between two sample grids; 0 for the first and last only. In [0, 1e9]. Default 250.</summary>
    [Range(0, 1_000_000_000)]
    public int SampleEvery { get; init; } = 250;

    /// <summary>Samples in a grid. In [1, 4096]. Default 64.</summary>
    [Range(1, 4096)]
    public int SampleCount { get; init; } = 64;

    /// <summary>Steps between two checkpoints; 0 for the last only. In [0, 1e9]. Default 1,000.</summary>
    [Range(0, 1_000_000_000)]
    public int CheckpointEvery { get; init; } = 1000;

    /// <summary>Checkpoints to keep, the newest; 0 for all. In [0, 1000]. Default 2.</summary>
    [Range(0, 1000)]
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>Checkpoints to keep beside them, the best by <see cref="BestMetric"/>; 0 for none. In [0, 1000]. Default 1.</summary>
    /// <remarks>Only checkpoints count that are saved at a step at which the metric was measured and a number.</remarks>
    [Range(0, 1000)]
    public int KeepBest { get; init; } = 1;

    /// <summary>What the best are told by: a metric's name in metrics.jsonl. Default "distance/swd".</summary>
    [MinLength(1)]
    public string BestMetric { get; init; } = "distance/swd";

    /// <summary>Whether the lowest or the highest value of it is the best. Default lowest.</summary>
    public BestValue BestIs { get; init; } = BestValue.Lowest;
}
