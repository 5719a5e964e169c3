using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Runs;

namespace GanLab.Cli.Training;

/// <summary>Where a run that stopped goes on.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Step">The checkpoint to go on from.</param>
/// <param name="Request">Its own settings, with those that may change.</param>
internal sealed record ResumePoint(RunFolder Folder, long Step, ExperimentRequest Request)
{
    private static readonly string[] Changeable = ["--steps", "--max-minutes"];

    /// <summary>Finds the run and its newest checkpoint, or the one that was named.</summary>
    /// <param name="run">A run folder, a checkpoint folder in one, or "auto" for the newest run.</param>
    /// <param name="given">The options that stand for settings.</param>
    /// <param name="wanted">The rest of what was asked for.</param>
    /// <exception cref="ConfigException">There is no such run or checkpoint, or something was given that cannot change.</exception>
    internal static ResumePoint Find(string run, IReadOnlyList<ConfigOption> given, ExperimentRequest wanted)
    {
        var isAuto = run == "auto";
        Refuse(isAuto, given, wanted);
        var (folder, step) = isAuto ? AtNewest(Newest(given)) : RunOf(run) is { } owner ? At(owner, run) : AtNewest(RunFolder.Open(run));
        return new ResumePoint(folder, step, new ExperimentRequest
        {
            ConfigFile = folder.Config,
            Options = [.. given.Where(option => Changeable.Contains(option.Source))],
            Settings = wanted.Settings,
        });
    }

    private static (RunFolder Folder, long Step) AtNewest(RunFolder folder) => folder.CheckpointSteps() is [.., var step]
        ? (folder, step)
        : throw new ConfigException($"The run '{folder.Path}' has no checkpoint to go on from; start it again without --resume.");

    private static (RunFolder Folder, long Step) At(RunFolder folder, string checkpoint)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(checkpoint));
        var steps = folder.CheckpointSteps();
        return steps.Where(step => Path.GetFileName(folder.Checkpoint(step)) == name).Select(step => (long?)step).FirstOrDefault() is { } found
            ? (folder, found)
            : throw new ConfigException(
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

    private static RunFolder Newest(IReadOnlyList<ConfigOption> given)
    {
        var directory = given.FirstOrDefault(option => option.Source == "--out")?.Value ?? new RunConfig().Directory;
        return RunFolder.Newest(directory)
            ?? throw new ConfigException($"There is no run in '{directory}' to go on with; name its folder with --out, or start one without --resume.");
    }

    private static void Refuse(bool isAuto, IReadOnlyList<ConfigOption> given, ExperimentRequest wanted)
    {
        const string Reason = "cannot be given with --resume: a run goes on with its own settings.";
        var problems = given
            .Where(option => !Changeable.Contains(option.Source) && !(isAuto && option.Source == "--out"))
            .Select(option => $"{option.Source} {Reason} To change this one all the same, write --set {option.Path}={option.Value}.")
            .ToList();
        problems.AddRange(wanted.Preset is null ? [] : [$"--preset {Reason}"]);
        problems.AddRange(wanted.ConfigFile is null ? [] : [$"--config {Reason}"]);
        if (problems.Count > 0)
        {
            throw new ConfigException(problems);
        }
    }
}
