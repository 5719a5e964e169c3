using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>How one player's weights follow their gradients.</summary>
public sealed record OptimizerConfig
{
    /// <summary>adam, adamw, rmsprop or sgd. Default adam.</summary>
    [AllowedValues("adam", "adamw", "rmsprop", "sgd")]
    public string Name { get; init; } = "adam";

    /// <summary>Step size. In [0, 10]. Default 0.0002 (Radford et al. 2016, §4).</summary>
    [Range(0.0, 10.0)]
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Adam's β₁. In [0, 1). Default 0.5 (Radford et al. 2016, §4).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's β₂. In [0, 1). Default 0.999.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>RMSprop's decay α. In [0, 1). Default 0.99.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Alpha { get; init; } = 0.99;

    /// <summary>Momentum of SGD and RMSprop. In [0, 1). Default 0.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    /// <summary>Added to the root of the squared gradient. In [0, 1]. Default 1e-8.</summary>
    [Range(0.0, 1.0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Pull of the weights towards 0. In [0, 1]. Default 0.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; }
}
