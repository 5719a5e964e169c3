using System.CommandLine;
using GanLab.Data.Downloading;

namespace GanLab.Cli.Commands;

/// <summary>gan data get: downloads a set.</summary>
internal sealed class DataGetCommand : ExampledCommand
{
    private readonly Argument<string> set = new Argument<string>("NAME") { Description = $"{string.Join(", ", DatasetFetch.Names)}." }.NotEmpty();
    private readonly Option<string> folder = Text("--out", "DIR", "Where to put it (default: the cache, where training looks for it).");

    internal DataGetCommand()
        : base("get", "Download a data set; it is checked, and when interrupted, continued the next time.", "gan data get cifar10")
    {
        Add(set);
        Add(folder);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var screen = Screen.Of(result);
        using var progress = new PercentLine(screen, "downloading");
        var place = DatasetFetch.Get(result.GetRequiredValue(set), result.GetValue(folder), progress);
        progress.Dispose();
        screen.Output.WriteLine(place);
        return ExitCode.Done;
    }
}
