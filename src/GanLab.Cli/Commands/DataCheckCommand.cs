using System.CommandLine;
using GanLab.Cli.Data;
using GanLab.Data.Checking;

namespace GanLab.Cli.Commands;

/// <summary>gan data check: what is wrong or remarkable with a set, before it is trained on.</summary>
internal sealed class DataCheckCommand : ExampledCommand
{
    private readonly Argument<string> directory = new Argument<string>("DIR") { Description = "A folder of pictures, or of MNIST, CIFAR or CelebA, or a .ganpack file." }.NotEmpty();
    private readonly DataOptions options = new();
    private readonly Option<bool> list = Flag("--list", "List all that was found, not only the first of each kind.");
    private readonly Option<string> json = Text("--json", "FILE", "Also write all that was found to this file, for programs.");

    internal DataCheckCommand()
        : base(
            "check", "Look for pictures that are damaged, twice there, too small or of an odd kind, and for unequal classes.",
            "gan data check photos/ --size 64")
    {
        Add(directory);
        foreach (var option in options.All.Concat([list, json]))
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var screen = Screen.Of(result);
        var request = options.Read(result, result.GetRequiredValue(directory), DatasetCheck.Guess);
        CheckReport report;
        using (var progress = new PercentLine(screen, "checking"))
        {
            report = DatasetCheck.Run(request with { Progress = progress });
        }

        if (result.GetValue(json) is { } file)
        {
            CheckReportJson.Write(report, file);
        }

        CheckReportText.Write(report, screen.Output, result.GetValue(list));
        return report.IsWhole ? ExitCode.Done : ExitCode.Failed;
    }
}
