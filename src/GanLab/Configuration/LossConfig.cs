using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>What the players minimise.</summary>
public sealed record LossConfig
{
    /// <summary>A name from 'gan list losses'. Default "non-saturating".</summary>
    public string Name { get; init; } = "non-saturating";

    /// <summary>Bound on every weight of the critic after each of its updates; 0 for none. In [0, 1]. Default 0; 0.01 for Wasserstein (Arjovsky et al. 2017).</summary>
    [Range(0.0, 1.0)]
    public double WeightClip { get; init; }

    /// <summary>λ, the weight of a penalty on the norm of the critic's gradient; 0 for none. In [0, 1e6]. Default 0; 10 for wgan-gp (Gulrajani et al. 2017, §4).</summary>
    [Range(0.0, 1e6)]
    public double GradientPenalty { get; init; }
}
