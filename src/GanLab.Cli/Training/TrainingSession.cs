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

        using var held = resume is null ? null : RunLock.Take(resume.Folder); // before anything of it is read
        using var run = TrainingRun.Open(config, logger, new LoadingLine(screen));
        var steps = run.Steps;
        if (resume is not null)
        {
            run.Restore(resume.Folder.Checkpoint(resume.Step));
            if (run.State.Step >= steps)
            {
                screen.Error.WriteLine($"The run '{resume.Folder.Path}' is already at {run.State.Step} of {steps} steps, nothing to do.");
                return ExitCode.Done;
            }

            // The folder says what its run was made from, also where it goes further than first meant.
            AtomicFile.WriteAllText(resume.Folder.Config, ConfigBuilder.ToJson(config) + "\n");
        }

        var folder = resume?.Folder ?? CreateFolder(run.Dataset.Shape.Height);
        using var heldAnew = resume is null ? RunLock.Take(folder) : null;
        using var log = new RunLog(folder);
        loggers.AddProvider(log);
        RunSummary.Log(logger, loggers.CreateLogger(DetailsCategory), run, folder);

        var left = new TimeLeft(steps, config.Training.MaxMinutes > 0 ? TimeSpan.FromMinutes(config.Training.MaxMinutes) : TimeSpan.MaxValue);
        var lines = new ProgressLines(loggers.CreateLogger(ProgressCategory), steps, left);
        using var signals = new StopSignals(screen);
        var outcome = console is null
            ? run.Train(folder, [lines], signals.Token)
            : ConsoleProgress.Show(console, steps, left, bar => run.Train(folder, [lines, bar], signals.Token));
        return RunSummary.Conclude(screen, logger, outcome, run, folder);
    }
    private RunFolder CreateFolder(int size)
    {
        try
        {
            return RunFolder.Create(config, size);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"No run folder can be made in '{config.Run.Directory}': {exception.Message}", exception.HResult);
        }
    }
}
