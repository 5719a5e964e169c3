namespace GanLab.Data.Checking;

/// <summary>What was found in a set.</summary>
public sealed record CheckReport
{
    /// <summary>The set's name in the catalogue.</summary>
    public required string Set { get; init; }

    /// <summary>Where it is.</summary>
    public required string Path { get; init; }

    /// <summary>Pictures looked at.</summary>
    public required int Pictures { get; init; }

    /// <summary>Those that training can use.</summary>
    public required int Usable { get; init; }

    /// <summary>The classes and how many usable pictures each has; empty without classes.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> Classes { get; init; }

    /// <summary>Pixels across of the narrowest and the widest picture, as far as they can be told; null for none.</summary>
    public (long Least, long Most)? Widths { get; init; }

    /// <summary>Pixels down of the lowest and the tallest picture, as far as they can be told; null for none.</summary>
    public (long Least, long Most)? Heights { get; init; }

    /// <summary>All that was found, by kind and then in the order of the set.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Whether nothing is left out.</summary>
    public bool IsWhole => !Findings.Any(finding => finding.IsDamage);

    /// <summary>The largest class's pictures over the smallest's that has any; 1 without classes.</summary>
    public double Imbalance => Classes.Where(pair => pair.Value > 0).Select(pair => pair.Value).ToArray() is { Length: > 0 } counts
        ? (double)counts.Max() / counts.Min()
        : 1;
}
