namespace GanLab.Fuzzing;

/// <summary>Writes a line for each family and the findings.</summary>
/// <param name="output">Where to.</param>
/// <param name="folder">Where the files that were found are kept.</param>
internal sealed class Report(TextWriter output, string folder)
{
    private bool hasHeader;
    private int findings;
    private long inputs;

    /// <summary>Writes what became of a family.</summary>
    internal void Add(Tally tally)
    {
        if (!hasHeader)
        {
            output.WriteLine("family         inputs   accepted    refused   inputs/s   slowest    most memory  of limit  findings");
            hasHeader = true;
        }

        output.WriteLine(FormattableString.Invariant(
            $"{tally.Family,-11} {tally.Inputs,9} {tally.Accepted,10} {tally.Inputs - tally.Accepted,10} {tally.Inputs / Math.Max(tally.Seconds, 1e-9),10:f0} {tally.SlowestMilliseconds,6:f0} ms {tally.MostAllocated / 1024.0,10:f0} KiB {100 * tally.GreatestPart,7:f1} % {tally.Findings.Count,9}"));
        foreach (var finding in tally.Findings)
        {
            output.WriteLine($"  input {finding.Input} {finding.Fault.ReplaceLineEndings("\n    ")}");
            output.WriteLine($"    {finding.File.Length} bytes in {finding.Save(folder)}");
        }

        output.Flush();
        findings += tally.Findings.Count;
        inputs += tally.Inputs;
    }

    /// <summary>Writes the sum; 0 if nothing was found, else 1.</summary>
    internal int Finish()
    {
        output.WriteLine($"{inputs} inputs, {findings} findings");
        return findings == 0 ? 0 : 1;
    }
}
