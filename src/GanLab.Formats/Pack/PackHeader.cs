namespace GanLab.Formats.Pack;

/// <summary>What a pack says of itself.</summary>
public sealed record PackHeader
{
    /// <summary>The program and version that wrote it, for instance "GanLab 0.1.0".</summary>
    public required string Program { get; init; }

    /// <summary>The set that it was made from: a name in the catalogue, such as "folder".</summary>
    public required string Set { get; init; }

    /// <summary>How many samples there are, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>1 for grey, 3 for RGB.</summary>
    public required int Channels { get; init; }

    /// <summary>Rows of every picture, in [1, 4096].</summary>
    public required int Height { get; init; }

    /// <summary>Columns of every picture, in [1, 4096].</summary>
    public required int Width { get; init; }

    /// <summary>The names of labels 0, 1, 2 and so on; empty for a set without labels.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>SHA-256 over what training sees, in hexadecimal; that of the set that the pack was made from.</summary>
    public required string ContentHash { get; init; }

    /// <summary>How many files were left out because they could not be read.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Bytes of one picture.</summary>
    public int Stride => Channels * Height * Width;
}
