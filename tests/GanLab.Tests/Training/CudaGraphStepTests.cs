using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>Steps under a CUDA graph beside steps that run as written.</summary>
public class CudaGraphStepTests
{
    private static readonly string[] Settings = ["model.name=dcgan", "model.conditional=true", "training.discriminatorSteps=2"];

    private readonly LogLines log = new();

    private TrainingRun Open(bool graphs, params string[] settings)
    {
        Skip.IfNot(cuda.is_available(), "There is no CUDA device.");
        var config = Some.Config([.. Settings, .. settings]);
        var device = ComputeDevice.Open("cuda", Precision.Fp32, deterministic: true, graphs: graphs);
        return TrainingRun.Over(DatasetCatalog.Open(ExperimentRequest.Request(config)), config, device, log);
    }

    // The losses of each step, from batches numbered by the step.
    private static double[] Train(TrainingRun run, int steps, Action<int>? before = null, int batch = 8)
    {
        using var scores = new ScoreBoard(LossCatalog.Find("non-saturating"));
        var (step, losses, asked) = (run.Step(), new List<double>(), (int)run.State.Step * run.Config.Training.DiscriminatorSteps);
        for (var i = 0; i < steps; i++)
        {
            before?.Invoke(i);
            step.Run(
                () =>
                {
                    var samples = Some.Images(asked++, run.Dataset.Shape, batch).to(run.Device.Device);
                    var labels = tensor(Enumerable.Range(0, batch).Select(n => n % 10L).ToArray()).to(run.Device.Device);
                    return new RealBatch(samples, labels);
                },
                scores);
            var metrics = scores.Take(run.State.Step, 0, 0);
            losses.AddRange([metrics.DiscriminatorLoss, metrics.GeneratorLoss]);
        }

        return [.. losses];
    }

    private void Near(double[] expected, double[] actual)
    {
        Assert.Empty(log.Lines); // a warning would say that nothing was recorded
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [SkippableTheory]
    [InlineData("generatorOptimizer.name=adam")]
    [InlineData("model.name=sngan")]
    [InlineData("training.shareFakes=true")]
    [InlineData("discriminatorOptimizer.name=rmsprop")]
    public void A_hundred_steps_have_the_same_losses(string setting)
    {
        using var written = Open(graphs: false, setting);
        using var recorded = Open(graphs: true, setting);

        Near(Train(written, 100), Train(recorded, 100));
        Assert.Equal(written.State.Counters(), recorded.State.Counters());
    }

    [SkippableFact]
    public void Garbage_collections_and_new_learning_rates_make_no_difference_between_them()
    {
        using var written = Open(graphs: false);
        using var recorded = Open(graphs: true);
        Action<int> Before(TrainingRun run) => i =>
        {
            Collect();
            run.State.GeneratorOptimizer.ParamGroups.First().LearningRate = 2e-4 / (1 + i);
        };

        Near(Train(written, 20, Before(written)), Train(recorded, 20, Before(recorded)));
    }

    [SkippableFact]
    public void Resume_is_exact()
    {
        using var folder = new TemporaryFolder();
        using var straight = Open(graphs: true);
        using var first = Open(graphs: true);
        using var second = Open(graphs: true);

        Train(straight, 20);
        Train(first, 9);
        first.Save(folder.In("checkpoint"));
        second.Restore(folder.In("checkpoint"));
        Train(second, 11);

        Assert.Empty(Snapshot.Of(straight.State).DifferencesTo(Snapshot.Of(second.State)));
        Assert.Equal(straight.State.Counters(), second.State.Counters());
    }

    [SkippableFact]
    public void The_set_on_the_device_gives_the_batches_of_the_loader()
    {
        using var run = Open(graphs: false);
        using var folder = new TemporaryFolder();
        Data.SomeDigits.Write(folder, 12);
        using var digits = MnistDataset.Open(folder.Path, size: 28);
        using var scope = NewDisposeScope();
        using var samples = ResidentSamples.Load(digits, run.Device, 1 << 20)!;
        using var loader = new BatchLoader(digits, 5, new GanLab.Randomness.RandomSource(3));
        var expected = new RealBatches(loader, digits, conditional: true, run.Device);
        var batches = new ResidentBatches(samples, 5, new GanLab.Randomness.RandomSource(3), conditional: true);
        for (var i = 0; i < 6; i++)
        {
            var (mine, theirs) = (batches.Next(), expected.Next());
            Assert.Equal(theirs.Samples.cpu().contiguous().data<float>().ToArray(), mine.Samples.cpu().contiguous().data<float>().ToArray());
            Assert.Equal(theirs.Labels!.cpu().data<long>().ToArray(), mine.Labels!.cpu().data<long>().ToArray());
        }
    }
}
