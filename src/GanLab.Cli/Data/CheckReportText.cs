using System.Globalization;
using GanLab.Data.Checking;

namespace GanLab.Cli.Data;

/// <summary>What was found in a set, for people: a table of counts, then the first of each kind.</summary>
internal static class CheckReportText
{
    private const int Shown = 5;
    private const int ClassesShown = 20;

    /// <summary>Writes it.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isComplete">Whether to list everything.</param>
    internal static void Write(CheckReport report, TextWriter output, bool isComplete)
    {
        List<(string Name, string Value)> rows =
        [
            ("set", $"{report.Set}, {report.Path}"),
            ("pictures", Text(report.Pictures)),
            ("usable", Text(report.Usable)),
        ];
        if (report is { Widths: { } widths, Heights: { } heights })
        {
            rows.Add(("pixels", $"{Range(widths)} wide, {Range(heights)} high"));
        }

        if (report.Classes.Count > 0)
        {
            var ratio = report.Imbalance.ToString("0.0", CultureInfo.InvariantCulture);
            rows.Add(("classes", $"{report.Classes.Count}; the largest has {ratio} times the pictures of the smallest"));
        }

        rows.AddRange(report.Findings.CountBy(finding => finding.Kind).Select(pair => (Name(pair.Key), Text(pair.Value))));
        var width = rows.Max(row => row.Name.Length);
        foreach (var (name, value) in rows)
        {
            output.WriteLine($"{name.PadRight(width)}  {value}");
        }

        WriteClasses(report, output, isComplete);
        foreach (var kind in report.Findings.GroupBy(finding => finding.Kind))
        {
            WriteKind(output, Name(kind.Key), [.. kind], isComplete);
        }

        output.WriteLine();
        output.WriteLine(Verdict(report));
    }

    private static void WriteClasses(CheckReport report, TextWriter output, bool isComplete)
    {
        if (report.Classes.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("pictures of each class:");
        var shown = report.Classes.Take(isComplete ? int.MaxValue : ClassesShown).ToArray();
        foreach (var (name, count) in shown)
        {
            output.WriteLine($"  {Text(count),9}  {name}");
        }

        WriteRest(output, report.Classes.Count - shown.Length);
    }

    private static void WriteKind(TextWriter output, string name, Finding[] findings, bool isComplete)
    {
        output.WriteLine();
        output.WriteLine($"{name}:");
        var shown = findings.Take(isComplete ? int.MaxValue : Shown).ToArray();
        foreach (var finding in shown)
        {
            output.WriteLine($"  {finding}");
        }

        WriteRest(output, findings.Length - shown.Length);
    }

    private static void WriteRest(TextWriter output, int count)
    {
        if (count > 0)
        {
            output.WriteLine($"  ... and {Text(count)} more; --list shows all");
        }
    }

    private static string Verdict(CheckReport report) =>
        report.IsWhole ? "Everything can be used."
        : report.Usable == report.Pictures ? "All pictures found can be used, but something could not be looked into or is damaged; see above."
        : $"{Text(report.Pictures - report.Usable)} pictures cannot be used{(report.Set == "pack"
            ? ", and training on the pack would stop; make it again"
            : " and would be left out of training")}; see above.";

    // What the names in the code mean, in words.
    private static string Name(FindingKind kind) => kind switch
    {
        FindingKind.Corrupt => "damaged",
        FindingKind.ClosedFolder => "closed folders",
        FindingKind.EmptyClass => "empty classes",
        FindingKind.DuplicateFile => "duplicate files",
        FindingKind.DuplicatePicture => "duplicate pictures",
        FindingKind.TooSmall => "too small",
        FindingKind.ExtremeShape => "extreme shapes",
        FindingKind.OtherColour => "grey or colour among the other",
        FindingKind.DeepColour => "more than 8 bits",
        FindingKind.Cmyk => "CMYK",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Range((long Least, long Most) sizes) =>
        sizes.Least == sizes.Most ? Text(sizes.Least) : $"{Text(sizes.Least)} to {Text(sizes.Most)}";

    private static string Text(long number) => number.ToString("n0", CultureInfo.InvariantCulture);
}
