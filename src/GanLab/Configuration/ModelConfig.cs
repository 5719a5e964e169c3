using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>The two networks.</summary>
public sealed record ModelConfig
{
    /// <summary>A name from 'gan list models'. Default "dcgan".</summary>
    public string Name { get; init; } = "dcgan";

    /// <summary>Numbers in one latent vector. In [1, 4096]. Default 100 (Radford et al. 2016, §3).</summary>
    [Range(1, 4096)]
    public int LatentSize { get; init; } = 100;

    /// <summary>Width of the generator: channels before the last convolution, or units of a hidden layer. In [1, 4096]. Default 64.</summary>
    [Range(1, 4096)]
    public int GeneratorWidth { get; init; } = 64;

    /// <summary>Width of the discriminator: channels after the first convolution, or units of a hidden layer. In [1, 4096]. Default 64.</summary>
    [Range(1, 4096)]
    public int DiscriminatorWidth { get; init; } = 64;

    /// <summary>Whether both networks are told the class of a sample (Mirza and Osindero 2014). Default false.</summary>
    public bool Conditional { get; init; }

    /// <summary>What keeps the discriminator's layers in bounds. Default auto: what the model's paper has.</summary>
    public DiscriminatorNormalization DiscriminatorNormalization { get; init; } = DiscriminatorNormalization.Auto;
}
