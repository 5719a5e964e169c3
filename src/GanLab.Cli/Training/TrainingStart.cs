using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Runs;

namespace GanLab.Cli.Training;

/// <summary>Decides which run a command line stands for: a new one, or one to go on with.</summary>
/// <param name="screen">Where to say so.</param>
/// <param name="wanted">What was asked for.</param>
/// <param name="isDry">Whether to print the settings and do nothing.</param>
internal sealed class TrainingStart(Screen screen, ExperimentRequest wanted, bool isDry)
{
    /// <summary>The option that stands for training.initFrom.</summary>
    internal const string InitFrom = "--init-from";

    /// <summary>Starts a new run and returns the exit code.</summary>
    internal int Anew() => Start(wanted.Resolve(), point: null);

    /// <summary>Goes on with a run, or starts one where "auto" finds none, and returns the exit code.</summary>
    /// <param name="given">A run folder, a checkpoint folder in one, or "auto".</param>
    /// <param name="acceptsOtherData">Whether the data set may hold something else than before.</param>
    internal int GoOn(string given, bool acceptsOtherData)
    {
        if (wanted.Options.Any(option => option.Source == InitFrom))
        {
            throw new ConfigException($"--resume goes on with a run and {InitFrom} begins one with the weights of another; give one of them.");
        }

        if (ResumePoint.FindRun(given, wanted, screen.Error, touches: !isDry) is not { } folder)
        {
            return Anew();
        }

        if (given != ResumePoint.Auto && wanted.Options.Any(option => option.Path == "run.directory"))
        {
            screen.Error.WriteLine($"The run stays where it is, in '{folder.Path}': --out says where new runs go.");
        }

        using var held = isDry ? null : RunLock.Take(folder); // before anything of it is read
        var point = ResumePoint.Find(given, folder, wanted, acceptsOtherData);
        return Start(point.Config, point);
    }

    private int Start(ExperimentConfig config, ResumePoint? point)
    {
        if (isDry)
        {
            screen.Output.WriteLine(ConfigBuilder.ToJson(config));
            return ExitCode.Done;
        }

        return new TrainingSession(screen, config, point).Run();
    }
}
