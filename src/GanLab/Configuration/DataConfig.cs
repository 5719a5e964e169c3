using System.ComponentModel.DataAnnotations;

namespace GanLab.Configuration;

/// <summary>What to learn from.</summary>
public sealed record DataConfig
{
    /// <summary>A name from 'gan list datasets'. Default "glyphs", which needs no download.</summary>
    public string Name { get; init; } = "glyphs";

    /// <summary>The folder with the files, or the file of a pack; "" for the cache folder, or where none are needed.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Height and width of the images in pixels; 0 for what the data set has by itself. In [0, 2048]. Default 0.</summary>
    [Range(0, 2048)]
    public int Size { get; init; }

    /// <summary>1 for grey, 3 for RGB, 0 for what the data set has by itself. Default 0.</summary>
    [AllowedValues(0, 1, 3)]
    public int Channels { get; init; }

    /// <summary>train, validation, test or all of celeba; train or test of mnist, cifar10 and cifar100. Default auto: all of celeba, train of the others.</summary>
    public DataPartition Partition { get; init; } = DataPartition.Auto;
}
