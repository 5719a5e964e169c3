using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Formats;
using GanLab.Runs;

namespace GanLab.Cli.Training;

/// <summary>Where a run that stopped goes on, and as what.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Step">The checkpoint to go on from.</param>
/// <param name="Config">The run's own settings, with what was asked for over them.</param>
/// <param name="Continuation">What may be different from before.</param>
/// <param name="PassedOver">A sentence for each newer checkpoint that is damaged.</param>
/// <param name="Overruled">The settings in which config.json says something else than the checkpoint, and the checkpoint counts.</param>
/// <param name="Changes">The settings that are different and were accepted.</param>
internal sealed record ResumePoint(
    RunFolder Folder, long Step, ExperimentConfig Config, Continuation Continuation, IReadOnlyList<string> PassedOver,
    IReadOnlyList<SettingChange> Overruled, IReadOnlyList<SettingChange> Changes)
{
    /// <summary>What stands for the newest run.</summary>
    internal const string Auto = "auto";

    /// <summary>The run that is named; null where "auto" finds none that has begun, after saying so.</summary>
    /// <param name="given">A run folder, a checkpoint folder in one, or "auto" for the newest run.</param>
    /// <param name="wanted">Says where "auto" looks.</param>
    /// <param name="error">Where to say so.</param>
    /// <param name="touches">Whether files may be written to find out if the run is in use.</param>
    /// <exception cref="ConfigException">There is no such run.</exception>
    /// <exception cref="RunInUseException">The newest run has no checkpoint yet because it is being trained.</exception>
    internal static RunFolder? FindRun(string given, ExperimentRequest wanted, TextWriter error, bool touches)
    {
        if (given != Auto)
        {
            return RunOf(given) ?? RunFolder.Open(given);
        }

        var directory = wanted.Asked("run.directory");
        if (RunFolder.Newest(directory) is not { } newest)
        {
            error.WriteLine($"There is no run in '{directory}' to go on with: this is a new one.");
            return null;
        }

        if (newest.CheckpointSteps().Count > 0)
        {
            return newest;
        }

        if (touches)
        {
            RunLock.Take(newest).Dispose();
        }

        error.WriteLine($"The run '{newest.Path}' ended before its first checkpoint: this is a new one.");
        return null;
    }

    /// <summary>Finds the checkpoint that was named or the newest that is whole, and holds what was asked for against it.</summary>
    /// <param name="given">What <see cref="FindRun"/> was given.</param>
    /// <param name="folder">What it returned.</param>
    /// <param name="wanted">What was asked for beside it.</param>
    /// <param name="acceptsOtherData">Whether the data set may hold something else than before.</param>
    /// <exception cref="ConfigException">There is no such checkpoint, or what was asked for is not what the run is.</exception>
    /// <exception cref="MalformedFileException">The checkpoint that was named is damaged, or all are.</exception>
    internal static ResumePoint Find(string given, RunFolder folder, ExperimentRequest wanted, bool acceptsOtherData)
    {
        var (step, passedOver) = RunOf(given) is null ? Newest(folder) : (At(folder, given), []);
        // What the checkpoint says counts: config.json could have been edited, or written by a process that was killed before it
        // saved what it changed. Version 1 of checkpoints did not say.
        var saved = Checkpoint.ReadHeader(folder.Checkpoint(step)).Configuration is { } json ? Continuation.Read(json, folder.Checkpoint(step)) : null;
        var described = Described(folder, saved);
        var own = saved is null ? described : Continuation.Extended(saved, described);
        var config = (wanted with { Basis = own }).Resolve();
        var continuation = new Continuation
        {
            Accepted = [.. wanted.Settings.Select(setting => setting.Split('=')[0].Trim())],
            AcceptsOtherData = acceptsOtherData,
        };
        try
        {
            continuation.Require(own, config);
        }
        catch (ConfigException exception) when (given == Auto)
        {
            throw new ConfigException([
                .. exception.Problems,
                $"--resume auto took '{folder.Path}', the newest run in '{wanted.Asked("run.directory")}'. To start another run leave --resume away.",
            ]);
        }

        return new ResumePoint(folder, step, config, continuation, passedOver, Differences(own, described, config), [.. Continuation.Departures(own, config)]);
    }

    // A config.json that was damaged is written anew from the checkpoint.
    private static ExperimentConfig Described(RunFolder folder, ExperimentConfig? saved)
    {
        try
        {
            return new ConfigBuilder().OverlayFile(folder.Config).Build();
        }
        catch (ConfigException) when (saved is not null)
        {
            return saved;
        }
    }

    // What was asked for as config.json has it is no surprise.
    private static SettingChange[] Differences(ExperimentConfig own, ExperimentConfig described, ExperimentConfig config) =>
        [.. Continuation.Departures(own, described).Except(Continuation.Departures(own, config))];

    private static (long Step, IReadOnlyList<string> PassedOver) Newest(RunFolder folder)
    {
        if (folder.CheckpointSteps().Count == 0)
        {
            throw new ConfigException($"The run '{folder.Path}' has no checkpoint to go on from; start it again without --resume.");
        }

        var latest = folder.LatestCheckpoint();
        return latest.Step is { } step ? (step, latest.PassedOver) : throw MalformedFileException.Because(
            folder.Path, $"no checkpoint of the run is whole ({string.Join(' ', latest.PassedOver)})", "start it again without --resume");
    }

    private static long At(RunFolder folder, string checkpoint)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(checkpoint));
        var steps = folder.CheckpointSteps();
        return steps.Where(step => Path.GetFileName(folder.Checkpoint(step)) == name).Select(step => (long?)step).FirstOrDefault()
            ?? throw new ConfigException(
                $"There is no checkpoint '{checkpoint}'; the run has {(steps.Count == 0 ? "none" : string.Join(", ", steps.Select(folder.Checkpoint)))}.");
    }

    // RUN for RUN/checkpoints/000200, whether or not that is there; null for what is named otherwise.
    private static RunFolder? RunOf(string path)
    {
        var above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (Path.GetFileName(above) != "checkpoints")
        {
            return null;
        }

        var run = Path.GetDirectoryName(above)!;
        return RunFolder.Open(Path.IsPathRooted(path) ? run : Path.GetRelativePath(".", run)); // shown as it was written
    }
}
