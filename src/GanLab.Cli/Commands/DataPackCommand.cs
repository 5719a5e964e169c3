using System.CommandLine;
using System.Globalization;
using GanLab.Data;
using GanLab.Data.Checking;
using GanLab.Data.Packing;

namespace GanLab.Cli.Commands;

/// <summary>gan data pack: a set in one file, ready to be trained on.</summary>
internal sealed class DataPackCommand : ExampledCommand
{
    private const int Shown = 20;

    private readonly Argument<string> directory = new Argument<string>("DIR") { Description = "A folder of pictures, or of MNIST, CIFAR or CelebA." }.NotEmpty();
    private readonly DataOptions options = new();
    private readonly Option<string> output = Text("--out", "FILE", "The pack, for instance set.ganpack; nothing may be there.");

    internal DataPackCommand()
        : base(
            "pack", "Put a set into one file, decoded, cut and scaled; when interrupted, the same command goes on where it stopped.",
            "gan data pack photos/ --size 64 --out photos.ganpack")
    {
        Add(directory);
        output.Required = true;
        foreach (var option in options.All.Append(output))
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var screen = Screen.Of(result);
        var path = result.GetRequiredValue(output);
        var request = options.Read(result, result.GetRequiredValue(directory), DatasetCheck.Guess);
        PackSummary summary;
        using (var progress = new PercentLine(screen, "packing"))
        {
            summary = DatasetPacker.Pack(request, path, progress);
        }

        Report(screen, summary, request, path);
        return ExitCode.Done;
    }

    private static void Report(Screen screen, PackSummary summary, DatasetRequest request, string path)
    {
        if (summary.Continued > 0)
        {
            screen.Error.WriteLine($"gan: went on after the {Text(summary.Continued)} pictures that an earlier attempt had packed.");
        }

        foreach (var file in summary.LeftOut.Take(Shown))
        {
            screen.Error.WriteLine($"gan: left out: {file.Reason}");
        }

        if (summary.LeftOut.Count > Shown)
        {
            screen.Error.WriteLine($"gan: left out: {summary.LeftOut.Count - Shown} more; 'gan data check {request.Directory} --list' names them.");
        }

        screen.Output.WriteLine($"{path}: {Text(summary.Count)} pictures, {Text(summary.Length)} bytes, content {summary.ContentHash}");
        screen.Output.WriteLine($"Train on it: {ProgramName.Shown} train --dataset pack --data {path}");
    }

    private static string Text(long number) => number.ToString("n0", CultureInfo.InvariantCulture);
}
