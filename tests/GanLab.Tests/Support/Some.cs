using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Randomness;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace GanLab.Tests.Support;

/// <summary>Whatever a test needs but is not about, small enough to be quick.</summary>
internal static class Some
{
    private static readonly string[] Tiny =
    [
        "compute.device=cpu", "compute.threads=1", "model.latentSize=6", "model.generatorWidth=8",
        "model.discriminatorWidth=8", "training.batchSize=8", "training.steps=3", "data.size=16", "run.logEvery=1",
        "run.sampleCount=4", "run.sampleEvery=0", "run.checkpointEvery=0", "run.keepBest=0", "health.evaluateEvery=1",
    ];

    /// <summary>One thread, so that tests which run at once share the cores and equal runs give equal bits.</summary>
    public static ComputeDevice Cpu => ComputeDevice.Open("cpu", threads: 1);

    /// <summary>The settings of <paramref name="settings"/> over tiny ones.</summary>
    public static ExperimentConfig Config(params string[] settings)
    {
        var builder = new ConfigBuilder();
        foreach (var setting in Tiny.Concat(settings))
        {
            builder.Set(setting);
        }

        return builder.Build();
    }

    /// <summary>A run of that configuration; glyphs and a DCGAN unless said otherwise.</summary>
    public static TrainingRun Run(params string[] settings) => TrainingRun.Open(Config(settings), NullLogger.Instance);

    /// <summary>A run on points with fully connected networks, the quickest there is.</summary>
    public static TrainingRun QuickRun(params string[] settings) => Run(["data.name=ring8", "model.name=mlp", .. settings]);

    /// <summary>N(0, 1), the same for the same seed.</summary>
    public static Tensor Normal(long seed, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        new RandomSource(seed).Stream("test").FillNormal(values);
        return tensor(values, shape);
    }

    /// <summary>Images of noise in [-1, 1].</summary>
    public static Tensor Images(long seed, SampleShape shape, int count = 8) =>
        Normal(seed, count, shape.Channels, shape.Height, shape.Width).tanh();

    /// <summary>The latent vectors that a run would draw.</summary>
    public static LatentSource Latents(TrainingRun run) => new(
        new RandomSource(run.Config.Training.Seed), run.State.Generator.LatentSize, run.State.Generator.Classes, run.Config.Training.BatchSize,
        run.Device);

    public static Tensor Labels(params long[] labels) => tensor(labels);

    /// <summary>Real batches of noise, labelled 0, 1, 2 and so on, numbered by how often it was asked.</summary>
    public static Func<RealBatch> Reals(TrainingRun run)
    {
        var asked = 0;
        var size = run.Config.Training.BatchSize;
        var classes = run.State.Generator.Classes;
        return () => new RealBatch(
            Images(1000 + asked++, run.Dataset.Shape, size),
            classes == 0 ? null : tensor(Enumerable.Range(0, size).Select(i => (long)(i % classes)).ToArray()));
    }
}
