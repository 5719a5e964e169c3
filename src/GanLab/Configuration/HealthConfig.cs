using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>How a run watches itself, and what it does when it diverges.</summary>
public sealed record HealthConfig
{
    /// <summary>Whether to warn of a player that wins, mode collapse, oscillation and regression from the best point. Default true.</summary>
    public bool Alarms { get; init; } = true;

    /// <summary>Steps between two looks at the diversity and distance of a fixed batch, which come with the next line of metrics, and with one at a checkpoint; 0 for none. In [0, 1e9]. Default 100.</summary>
    [Range(0, 1_000_000_000)]
    public int EvaluateEvery { get; init; } = 100;

    /// <summary>How often a run that diverges may go on from its last good checkpoint, in all. In [0, 100]. Default 0: it ends at once.</summary>
    [Range(0, 100)]
    public int Retries { get; init; }

    /// <summary>What both learning rates are multiplied by with each of these retries. In [0.001, 1]. Default 0.5.</summary>
    [Range(0.001, 1.0)]
    public double RetryLearningRateFactor { get; init; } = 0.5;
}
