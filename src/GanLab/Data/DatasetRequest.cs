using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>Which set to open, and how.</summary>
public sealed record DatasetRequest
{
    /// <summary>A name of <see cref="DatasetCatalog.Names"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Where the files are, or the file of a pack; see <see cref="DatasetDescription.Directory"/> for which sets need one.</summary>
    public string? Directory { get; init; }

    /// <summary>The side of every sample in pixels; null for the set's own. Without meaning for points.</summary>
    public int? Size { get; init; }

    /// <summary>1 for grey or 3 for RGB; null for the set's own. Without meaning for points.</summary>
    public int? Channels { get; init; }

    /// <summary>Which part, for celeba, mnist, cifar10 and cifar100; see <see cref="DataPartition"/>.</summary>
    public DataPartition Partition { get; init; }

    /// <summary>Decides what is drawn in sets that are made up as they are read.</summary>
    public long Seed { get; init; }

    /// <summary>Told how much of a long opening is done, in [0, 1], from any thread.</summary>
    public IProgress<double>? Progress { get; init; }
}
