using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Models;
using GanLab.Runs;
using GanLab.Tests.Data;
using GanLab.Tests.Support;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanLab.Tests.Checkpoints;

/// <summary>The same run twice, each with a folder of its own: once straight through, once stopped, saved and taken up again by new objects.</summary>
internal sealed class ResumedRun : IDisposable
{
    // A model that cannot be made with the usual tiny settings has its own here.
    private static readonly Dictionary<string, string[]> Tiny = new()
    {
        ["dcgan"] = ["model.generatorWidth=4", "model.discriminatorWidth=4"],
        ["sngan"] = ["model.generatorWidth=4", "model.discriminatorWidth=4"],
    };

    private readonly TemporaryFolder folder = new();
    private readonly List<TrainingRun> runs = [];

    /// <param name="model">Its name in the catalogue.</param>
    /// <param name="settings">What else to set.</param>
    /// <param name="samples">In the data set, of 28 pixels; a picture each for labels 0, 1, 2 and so on.</param>
    internal ResumedRun(string model, string[] settings, int samples = 12)
    {
        SomeDigits.Write(folder, samples);
        Config = Some.Config(
        [
            "data.name=mnist", $"data.directory={folder.Path}", $"run.directory={folder.In("runs")}", $"model.name={model}",
            "training.averageDecay=0.5", "training.batchSize=5", "training.steps=6", "run.logEvery=2", "run.sampleEvery=2",
            "health.evaluateEvery=2",
            .. Tiny.GetValueOrDefault(model, []), .. settings,
        ]);
    }

    internal ExperimentConfig Config { get; init; }

    public void Dispose()
    {
        runs.ForEach(run => run.Dispose());
        folder.Dispose();
    }

    /// <summary>From the start to the end.</summary>
    internal Leg Straight() => Leg.Of(Open(Config), RunFolder.Create(Config, 28));

    /// <summary>The same, stopped after each of these steps, and taken up again from the checkpoint.</summary>
    internal Leg Interrupted(params long[] stops)
    {
        var into = RunFolder.Create(Config, 28);
        var from = 0L;
        foreach (var stopAfter in stops)
        {
            using var part = TrainingRun.Open(Config, NullLogger.Instance);
            if (from > 0)
            {
                part.Restore(into.Checkpoint(from));
            }

            using var stop = new CancellationTokenSource();
            var recorder = new Recorder { Step = state => StopAt(state, stopAfter, stop) };
            Assert.Equal(TrainingOutcome.Interrupted, part.Train(into, [recorder], stop.Token));
            from = stopAfter;
        }

        return GoOn(into, from);
    }

    /// <summary>A run that was meant to end at <paramref name="steps"/>, and is then given as many as the other.</summary>
    internal Leg Extended(long steps)
    {
        var shorter = Config with { Training = Config.Training with { Steps = steps } };
        var into = RunFolder.Create(shorter, 28);
        using (var first = TrainingRun.Open(shorter, NullLogger.Instance))
        {
            Assert.Equal(TrainingOutcome.Finished, first.Train(into, [], default));
        }

        return GoOn(into, steps);
    }

    private Leg GoOn(RunFolder into, long step)
    {
        var resumed = Open(Config);
        resumed.Restore(into.Checkpoint(step));
        Assert.Equal(step, resumed.State.Step);
        return Leg.Of(resumed, into);
    }

    private static void StopAt(TrainingState state, long step, CancellationTokenSource stop)
    {
        if (state.Step == step)
        {
            stop.Cancel();
        }
    }

    private TrainingRun Open(ExperimentConfig config)
    {
        try
        {
            runs.Add(TrainingRun.Open(config, NullLogger.Instance));
            return runs[^1];
        }
        catch (ConfigException exception) when (ModelCatalog.Names.Contains(config.Model.Name))
        {
            Assert.Fail(
                $"The model '{config.Model.Name}' cannot be made with the tiny settings of these tests: {exception.Message} "
                + $"Give it settings of its own in {nameof(ResumedRun)}.{nameof(Tiny)}, so that its resume is proved like that of the others.");
            throw;
        }
    }
}
