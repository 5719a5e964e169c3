using System.CommandLine;
using GanLab.Cli.Diagnosis;

namespace GanLab.Cli.Commands;

/// <summary>gan doctor: whether training can run here, and what to install if not.</summary>
internal sealed class DoctorCommand : ExampledCommand
{
    internal DoctorCommand()
        : base("doctor", "Check whether training can run on this machine, and say what is missing.", "gan doctor") => SetAction(Run);

    private static int Run(ParseResult result)
    {
        var output = result.InvocationConfiguration.Output;
        var findings = MachineCheck.All().ToArray();
        var width = findings.Max(finding => finding.Name.Length);
        foreach (var finding in findings)
        {
            output.WriteLine($"{Mark(finding.Health)} {finding.Name.PadRight(width)}  {finding.Value}");
            if (finding.Remedy is { } remedy)
            {
                output.WriteLine($"     {"".PadRight(width)}  {remedy}");
            }
        }

        output.WriteLine();
        var isReady = findings.All(finding => finding.Health != Health.Missing);
        output.WriteLine(isReady ? "Ready to train." : "Training cannot run yet: mend what is marked with MISS, then run 'gan doctor' again.");
        return isReady ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Mark(Health health) => health switch
    {
        Health.Good => "ok  ",
        Health.Warning => "warn",
        _ => "MISS",
    };
}
