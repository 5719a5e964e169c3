using System.Globalization;
using System.Text.Json.Nodes;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Training;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace GanLab.Cli.Training;

/// <summary>What is said before and after a run.</summary>
internal static class RunSummary
{
    /// <summary>A line for each section of the configuration, with every setting as --set takes it.</summary>
    internal static void WriteSettings(TextWriter error, ExperimentConfig config)
    {
        var sections = JsonNode.Parse(ConfigBuilder.ToJson(config))!.AsObject();
        var width = sections.Max(section => section.Key.Length);
        foreach (var (section, settings) in sections)
        {
            var values = settings!.AsObject().Select(setting => $"{setting.Key}={setting.Value}");
            error.WriteLine($"{section.PadRight(width)}  {string.Join(' ', values)}");
        }
    }

    /// <summary>What the run learns from, with what, where, and into which folder.</summary>
    /// <param name="logger">For the screen and log.txt.</param>
    /// <param name="details">For log.txt alone.</param>
    /// <param name="run">The run.</param>
    /// <param name="folder">Its folder.</param>
    internal static void Log(ILogger logger, ILogger details, TrainingRun run, RunFolder folder)
    {
        foreach (var warning in run.Dataset.Warnings)
        {
            logger.LogWarning("{Warning}", warning);
        }

        LogUnreadable(logger, details, run.Dataset.Unreadable, folder);

        var (count, classes) = (run.Dataset.Count, run.Dataset.ClassNames.Count);
        logger.LogInformation(
            "data set   {Name}: {Count} of {Shape}{Classes}", run.Dataset.Name,
            count is { } finite ? $"{Number(finite)} samples" : "endless samples", run.Dataset.Shape, classes > 0 ? $", {classes} classes" : "");
        logger.LogInformation(
            "networks   generator {Generator} parameters, discriminator {Discriminator}", Size(run.State.Generator), Size(run.State.Discriminator));
        logger.LogInformation("device     {Device}", run.Device);
        logger.LogInformation("run        {Folder}{From}", folder.Path, run.State.Step > 0 ? $", going on from step {run.State.Step}" : "");
    }

    /// <summary>Where the weights of the first step of this process come from, where they are not random.</summary>
    internal static void LogOrigin(ILogger logger, TrainingRun run, ResumePoint? resume)
    {
        if (run.Origin is { } origin)
        {
            logger.LogInformation("start      {Origin}", origin);
        }

        foreach (var reason in resume?.PassedOver ?? [])
        {
            logger.LogWarning("A checkpoint was passed over: {Reason}", reason);
        }

        foreach (var overruled in resume?.Overruled ?? [])
        {
            logger.LogWarning(
                "config.json says that {Path} is {To}, but the checkpoint was made with {From}, and that is kept; to change it write --set {Path}={To}",
                overruled.Path, overruled.To, overruled.From, overruled.Path, overruled.To);
        }

        foreach (var change in resume?.Changes ?? [])
        {
            logger.LogWarning("{Path} changes from {From} to {To}: from here on it is another run than before", change.Path, change.From, change.To);
        }
    }

    // The warnings name the first of each kind.
    private static void LogUnreadable(ILogger logger, ILogger details, IReadOnlyList<UnreadableFile> unreadable, RunFolder folder)
    {
        var unnamed = unreadable.GroupBy(file => file.IsFolder).SelectMany(kind => kind.Skip(UnreadableFile.Shown)).ToArray();
        if (unnamed.Length > 0)
        {
            logger.LogWarning("All that were left out are named in {Log}", folder.Log);
        }

        foreach (var file in unnamed)
        {
            details.LogWarning("{Reason}", file.Reason);
        }
    }

    private static void LogDivergence(ILogger logger, TrainingRun run, RunFolder folder)
    {
        logger.LogWarning("{What} {Saved}", DivergenceText.Sentence(run.State), DivergenceText.Saved(folder, run.State));
        foreach (var remedy in DivergenceText.Remedies(folder, run.State, run.Config))
        {
            logger.LogWarning("{Remedy}", remedy);
        }
    }

    /// <summary>How it went, on stderr; where the results are, on stdout; and the exit code.</summary>
    internal static int Conclude(Screen screen, ILogger logger, TrainingOutcome outcome, TrainingRun run, RunFolder folder)
    {
        var (step, goOn) = (run.State.Step, $"Go on with: {ProgramName.Shown} train --resume {Quoted(folder.Path)}");
        if (outcome == TrainingOutcome.Diverged)
        {
            LogDivergence(logger, run, folder);
        }

        var of = run.Steps == long.MaxValue ? "" : $" of {run.Steps}";
        logger.LogInformation("{Outcome}", outcome switch
        {
            TrainingOutcome.Finished => $"Done: {step} steps.",
            TrainingOutcome.TimeUp => $"Time is up at step {step}{of}; everything is saved. {goOn}",
            TrainingOutcome.Interrupted => $"Stopped at step {step}{of}; everything is saved. {goOn}",
            _ => $"Ended at step {step}{of}; what happened and what to try is in {folder.Divergence}",
        });
        if (File.Exists(folder.Sample(step)))
        {
            screen.Output.WriteLine($"picture    {folder.Sample(step)}");
        }

        if (File.Exists(folder.Report))
        {
            screen.Output.WriteLine($"report     {folder.Report}");
        }

        if (File.Exists(folder.Generator))
        {
            screen.Output.WriteLine($"generator  {folder.Generator}");
            screen.Output.WriteLine($"sample it  {ProgramName.Shown} sample --checkpoint {Quoted(folder.Generator)} --n 64");
        }

        return outcome switch
        {
            TrainingOutcome.Diverged => ExitCode.Diverged,
            TrainingOutcome.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Done,
        };
    }

    private static string Size(nn.Module network) => Number(network.parameters().Sum(parameter => parameter.numel()));

    private static string Number(long number) => number.ToString("n0", CultureInfo.InvariantCulture);

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
