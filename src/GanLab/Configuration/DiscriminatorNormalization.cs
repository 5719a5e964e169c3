namespace GanLab.Configuration;

/// <summary>What keeps a discriminator's layers in bounds.</summary>
public enum DiscriminatorNormalization
{
    /// <summary>What the model's paper has: batch for dcgan, none for mlp, spectral for sngan.</summary>
    Auto,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Batch normalisation (Ioffe and Szegedy 2015). A score then depends on the whole batch.</summary>
    Batch,

    /// <summary>Spectral normalisation of every weight (Miyato et al. 2018).</summary>
    Spectral,
}
