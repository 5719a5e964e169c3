using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanLab.Benchmarks;

/// <summary>A training run whose folder is deleted once it was measured.</summary>
internal static class ScratchRun
{
    /// <summary>Opens the run, makes its folder and hands both over.</summary>
    /// <param name="options">What holds unless the settings say otherwise.</param>
    /// <param name="settings">Such as "model.generatorWidth=64"; see <c>gan train --dry-run</c>.</param>
    /// <param name="measure">Trains.</param>
    internal static void Do(IReadOnlyList<ConfigOption> options, string[] settings, Action<TrainingRun, RunFolder> measure)
    {
        var directory = Directory.CreateTempSubdirectory("ganlab-benchmark-").FullName;
        try
        {
            var config = new ExperimentRequest { Options = [.. options, new("run.directory", directory)], Settings = settings }.Resolve();
            using var run = TrainingRun.Open(config, NullLogger.Instance);
            measure(run, RunFolder.Create(config, config.Data.Size));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
