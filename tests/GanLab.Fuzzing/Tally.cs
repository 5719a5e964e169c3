namespace GanLab.Fuzzing;

/// <summary>What became of all inputs of a family.</summary>
internal sealed class Tally(string family)
{
    private const int MostFindings = 10;

    /// <summary>The reader.</summary>
    internal string Family { get; } = family;

    /// <summary>Files tried.</summary>
    internal long Inputs { get; set; }

    /// <summary>Files read.</summary>
    internal long Accepted { get; set; }

    /// <summary>The longest time that a file took.</summary>
    internal double SlowestMilliseconds { get; set; }

    /// <summary>The most that was allocated, as a part of what is allowed for a file of that length.</summary>
    internal double GreatestPart { get; set; }

    /// <summary>The most bytes that a file made the reader allocate.</summary>
    internal long MostAllocated { get; set; }

    /// <summary>How long all took.</summary>
    internal double Seconds { get; set; }

    /// <summary>Defects, at most ten, one of each kind.</summary>
    internal List<Finding> Findings { get; } = [];

    /// <summary>What two files that show the same defect have in common: the exception and its place.</summary>
    internal static string Kind(string fault)
    {
        var lines = fault.Split('\n');
        var place = lines.FirstOrDefault(line => line.Contains(" at GanLab.", StringComparison.Ordinal)) ?? "";
        return $"{string.Join(' ', lines[0].Split(' ').Take(2))} {place.Trim()}";
    }

    /// <summary>Whether no file has shown this defect yet.</summary>
    internal bool IsNew(string fault) => Findings.TrueForAll(finding => Kind(finding.Fault) != Kind(fault));

    /// <summary>Whether enough defects were found to stop.</summary>
    internal bool IsHopeless => Findings.Count >= MostFindings;

    /// <summary>Adds one input.</summary>
    internal void Add(Verdict verdict)
    {
        Inputs++;
        Accepted += verdict.IsAccepted ? 1 : 0;
        SlowestMilliseconds = Math.Max(SlowestMilliseconds, verdict.Milliseconds);
        MostAllocated = Math.Max(MostAllocated, verdict.Allocated);
        GreatestPart = Math.Max(GreatestPart, verdict.PartOfAllowed);
    }

    /// <summary>Adds the count of another process, which tried other inputs of the same family.</summary>
    internal void Add(Tally other)
    {
        Inputs += other.Inputs;
        Accepted += other.Accepted;
        SlowestMilliseconds = Math.Max(SlowestMilliseconds, other.SlowestMilliseconds);
        GreatestPart = Math.Max(GreatestPart, other.GreatestPart);
        MostAllocated = Math.Max(MostAllocated, other.MostAllocated);
        Findings.AddRange(other.Findings.Where(finding => IsNew(finding.Fault)).ToArray());
    }
}
