using System.Globalization;

namespace GanLab.Fuzzing;

/// <summary>Feeds damaged and hostile files to every reader of the program, and reports whatever a reader does but refuse.</summary>
internal static class FuzzingProgram
{
    /// <summary>Runs the families asked for; 0 if nothing was found, 1 if something was, 2 for a mistake in the arguments.</summary>
    internal static int Run(string[] args, TextWriter output)
    {
        FuzzOptions options;
        try
        {
            options = FuzzOptions.Parse(args);
        }
        catch (ArgumentException exception)
        {
            output.WriteLine(exception.Message);
            return 2;
        }

        if (options.Worker)
        {
            return IsolatedCampaign.Work(FamilyCatalog.Find(options.Families[0]), options);
        }

        var report = new Report(output, options.Findings);
        foreach (var family in options.Families.Count == 0 ? FamilyCatalog.All : [.. options.Families.Select(FamilyCatalog.Find)])
        {
            report.Add(family.IsNative ? IsolatedCampaign.Run(family, options) : new Campaign(family, options).RunWatched());
        }

        return report.Finish();
    }
}
