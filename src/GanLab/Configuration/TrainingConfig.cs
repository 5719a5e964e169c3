using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>Which player moves first in a step.</summary>
public enum PlayerOrder
{
    /// <summary>Goodfellow's Algorithm 1: k discriminator updates, then the generator's.</summary>
    DiscriminatorFirst,

    /// <summary>The generator's update, then k of the discriminator.</summary>
    GeneratorFirst,
}

/// <summary>How the two players are trained.</summary>
public sealed record TrainingConfig
{
    /// <summary>Samples in one batch. In [2, 65536]. Default 64.</summary>
    [Range(2, 65536)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Generator updates to make; 0 to go by epochs. In [0, 1e12]. Default 1,000.</summary>
    [Range(typeof(long), "0", "1000000000000")]
    public long Steps { get; init; } = 1000;

    /// <summary>Passes over the data, if steps is 0. In [0, 1e6]. Default 0.</summary>
    [Range(0.0, 1e6)]
    public double Epochs { get; init; }

    /// <summary>Minutes after which training stops and saves, opening the data set included; 0 for no limit. In [0, 1e6]. Default 0.</summary>
    [Range(0.0, 1e6)]
    public double MaxMinutes { get; init; }

    /// <summary>k: discriminator updates for each generator update. In [1, 1000]. Default 1 (Goodfellow et al. 2014, Algorithm 1).</summary>
    [Range(1, 1000)]
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>Who moves first. Default discriminator-first.</summary>
    public PlayerOrder Order { get; init; } = PlayerOrder.DiscriminatorFirst;

    /// <summary>Whether the generator's step uses the samples that the discriminator's saw, as pytorch/examples does. Default false: fresh noise, as in Algorithm 1.</summary>
    public bool ShareFakes { get; init; }

    /// <summary>Decay of the averaged generator that samples are drawn from. In [0, 1). Default 0.999; 0 for no averaging.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double AverageDecay { get; init; } = 0.999;

    /// <summary>Seed of every random stream. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>A file, checkpoint or run that the first weights come from; "" for random ones. Default "".</summary>
    public string InitFrom { get; init; } = "";

    /// <summary>SHA-256 that it must have, in lowercase hexadecimal digits; "" for any, and filled in when it is read. Default "".</summary>
    public string InitFromSha256 { get; init; } = "";
}
