using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Formats;
using GanLab.Runs;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace GanLab.Cli.Training;

/// <summary>One run from the prompt: says what it will do, does it, and says how it went and where the results are.</summary>
/// <param name="screen">Where to say so.</param>
/// <param name="config">What to do.</param>
/// <param name="resume">Where to go on; null for a new run.</param>
internal sealed class TrainingSession(Screen screen, ExperimentConfig config, ResumePoint? resume)
{
    private const string ProgressCategory = "progress";
    private const string DetailsCategory = "details";

    /// <summary>Trains, and returns the exit code.</summary>
    internal int Run()
    {
        RunSummary.WriteSettings(screen.Error, config);
        // Only an interactive screen pays for loading the library that draws.
        var console = screen.IsInteractive ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(screen.Error) }) : null;
        using var loggers = LoggerFactory.Create(builder => builder
            .AddProvider(new ScreenLog(console is null ? screen.Error.WriteLine : console.WriteLine))
            .AddFilter<ScreenLog>(ProgressCategory, console is null ? LogLevel.Information : LogLevel.Warning)
            .AddFilter<ScreenLog>(DetailsCategory, LogLevel.None));
        var logger = loggers.CreateLogger("training");

        using var run = Open(logger);
        if (resume is not null && GoOn(run, resume) is { } done)
        {
            screen.Error.WriteLine(done);
            return ExitCode.Done;
        }

        // While the data are read a signal ends the program as usual: nothing is there yet to be saved.
        using var signals = new StopSignals(screen);
        var folder = resume?.Folder ?? CreateFolder(run);
        using var held = resume is null ? RunLock.Take(folder) : null;
        using var log = new RunLog(folder);
        loggers.AddProvider(log);
        RunSummary.Log(logger, loggers.CreateLogger(DetailsCategory), run, folder);
        RunSummary.LogOrigin(logger, run, resume);

        var steps = run.Steps;
        var left = new TimeLeft(steps, run.TimeLeft);
        var lines = new ProgressLines(loggers.CreateLogger(ProgressCategory), steps, left);
        var outcome = console is null
            ? run.Train(folder, [lines], signals.Token)
            : ConsoleProgress.Show(console, steps, left, bar => run.Train(folder, [lines, bar], signals.Token));
        return RunSummary.Conclude(screen, logger, outcome, run, folder);
    }

    private TrainingRun Open(ILogger logger)
    {
        using var progress = new PercentLine(screen, "reading the data set");
        return TrainingRun.Open(config, logger, progress, goesOn: resume is not null);
    }

    // A sentence if there is nothing left to do.
    private static string? GoOn(TrainingRun run, ResumePoint from)
    {
        run.Restore(from.Folder.Checkpoint(from.Step), from.Continuation);
        if (run.State.Step >= run.Steps)
        {
            if (!File.Exists(from.Folder.Generator))
            {
                GeneratorFile.Write(from.Folder.Generator, run.State.Average, run.Describe(run.State.Step));
            }

            return $"The run '{from.Folder.Path}' is already at {run.State.Step} of {run.Steps} steps, nothing to do.";
        }

        // The folder says what its run was made from, also where it goes further than first meant.
        AtomicFile.WriteAllText(from.Folder.Config, ConfigBuilder.ToJson(run.Config) + "\n");
        return null;
    }

    private static RunFolder CreateFolder(TrainingRun run)
    {
        try
        {
            return RunFolder.Create(run.Config, run.Dataset.Shape.Height);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"No run folder can be made in '{run.Config.Run.Directory}': {exception.Message}", exception.HResult);
        }
    }
}
