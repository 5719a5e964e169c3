using GanLab.Acceleration;
using GanLab.Data;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Tests.Support;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>A step repeated on the memory of its recording, as on CUDA, is the step.</summary>
public class RepeatedStepTests
{
    private const int Steps = 9; // three to warm up, one to record, five repetitions

    public static TheoryData<string[]> Recipes() =>
    [
        ["model.name=dcgan", "model.conditional=true"],
        ["model.name=dcgan", "training.discriminatorSteps=3", "training.order=generator-first"],
        ["model.name=dcgan", "training.shareFakes=true", "training.discriminatorSteps=2"],
        ["model.name=dcgan", "training.shareFakes=true", "training.order=generator-first"],
        ["model.name=sngan", "loss.name=hinge"],
        ["model.name=mlp", "loss.name=wasserstein", "loss.weightClip=0.01", "generatorOptimizer.name=rmsprop", "discriminatorOptimizer.name=rmsprop"],
        ["model.name=mlp", "loss.gradientPenalty=10", "training.discriminatorSteps=5", "generatorOptimizer.name=adamw"],
        ["model.name=mlp", "generatorOptimizer.name=sgd", "generatorOptimizer.momentum=0.5"],
    ];

    private static TrainingRun Open(IWorkRecorder? recorder, params string[] settings)
    {
        var config = Some.Config(settings);
        var dataset = DatasetCatalog.Open(ExperimentRequest.Request(config));
        return TrainingRun.Over(dataset, config, Some.Cpu.RecordingWith(recorder), NullLogger.Instance);
    }

    private static TrainingMetrics Train(TrainingRun run, int steps, Func<RealBatch>? reals = null, Action? between = null)
    {
        using var scope = NewDisposeScope();
        using var scores = new ScoreBoard(LossCatalog.Find(run.Config.Loss.Name));
        var (step, next) = (run.Step(), reals ?? Some.Reals(run));
        for (var i = 0; i < steps; i++)
        {
            step.Run(next, scores);
            between?.Invoke();
        }

        return scores.Take(run.State.Step, 0, 0);
    }

    private static void Same(TrainingRun expected, TrainingRun actual)
    {
        Assert.Empty(Snapshot.Of(expected.State).DifferencesTo(Snapshot.Of(actual.State)));
        Assert.Equal(expected.State.Counters(), actual.State.Counters());
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Repeated_steps_are_the_plain_ones_to_the_bit(string[] settings)
    {
        var recorder = new CountedRecorder();
        using var plain = Open(null, settings);
        using var repeated = Open(recorder, settings);

        var expected = Train(plain, Steps);
        var metrics = Train(repeated, Steps);

        Same(plain, repeated);
        Assert.Equal(expected.Reproducible(), metrics.Reproducible());
        Assert.Equal((1, Steps - 4), (recorder.Records, recorder.Repeats));
    }

    [Fact]
    public void So_are_those_of_a_loss_that_compares_real_and_generated_scores()
    {
        var relativistic = LossCatalog.Find("non-saturating") with // Jolicoeur-Martineau 2019, eq. 11 and 12
        {
            Discriminator = batch => nn.functional.softplus(batch.FakeScores - batch.RealScores!).mean(),
            Generator = batch => nn.functional.softplus(batch.RealScores! - batch.FakeScores).mean(),
            NeedsRealsForGenerator = true,
        };
        var recorder = new CountedRecorder();
        using var plain = Open(null, "model.name=dcgan");
        using var repeated = Open(recorder, "model.name=dcgan");
        foreach (var run in (TrainingRun[])[plain, repeated])
        {
            using var scope = NewDisposeScope();
            using var scores = new ScoreBoard(relativistic);
            using var work = new RepeatedWork(run.Device);
            var (step, next) = (new GanStep(run.State, relativistic, run.Config.Training, 0, Some.Latents(run), run.Device, 0, work), Some.Reals(run));
            for (var i = 0; i < Steps; i++)
            {
                step.Run(next, scores);
            }
        }

        Same(plain, repeated);
        Assert.Equal((1, Steps - 4), (recorder.Records, recorder.Repeats));
    }

    [Fact]
    public void A_repetition_does_not_begin_before_everything_was_read()
    {
        var recorder = new CountedRecorder();
        using var run = Open(recorder, "data.name=ring8", "model.name=mlp");
        var (reading, wasRead) = (Task.CompletedTask, new List<bool>());
        recorder.Repeating = () => wasRead.Add(reading.IsCompleted);

        Train(run, Steps, between: () => run.State.Updates.Hold(reading = Task.Delay(20)));

        Assert.Equal(Enumerable.Repeat(true, Steps - 4), wasRead);
    }

    [Fact]
    public void A_learning_rate_that_changes_is_in_force_with_the_next_repetition()
    {
        using var plain = Open(null, "data.name=ring8", "model.name=mlp");
        using var repeated = Open(new Rerun(), "data.name=ring8", "model.name=mlp");
        foreach (var run in (TrainingRun[])[plain, repeated])
        {
            var taken = 0;
            Train(run, Steps, between: () => run.State.GeneratorOptimizer.ParamGroups.First().LearningRate = 1e-3 / ++taken);
        }

        Same(plain, repeated);
    }

    [Fact]
    public void A_batch_of_another_size_is_recorded_anew()
    {
        var recorder = new CountedRecorder();
        using var plain = Open(null, "model.name=dcgan");
        using var repeated = Open(recorder, "model.name=dcgan");
        foreach (var run in (TrainingRun[])[plain, repeated])
        {
            using var scope = NewDisposeScope();
            var asked = 0;
            Train(run, 12, () => new RealBatch(Some.Images(asked, run.Dataset.Shape, asked++ < 6 ? 8 : 4), null));
        }

        Same(plain, repeated);
        Assert.Equal(2, recorder.Records);
    }

    [Fact]
    public void Resume_is_exact()
    {
        using var folder = new TemporaryFolder();
        using var straight = Open(new Rerun(), "data.name=ring8", "model.name=mlp");
        using var first = Open(new Rerun(), "data.name=ring8", "model.name=mlp");
        using var second = Open(new Rerun(), "data.name=ring8", "model.name=mlp");
        using var scope = NewDisposeScope();
        var reals = Enumerable.Range(0, 14).Select(i => new RealBatch(Some.Images(i, straight.Dataset.Shape), null)).ToArray();
        Func<RealBatch> From(int start) => () => reals[start++];

        Train(straight, 14, From(0));
        Train(first, 7, From(0));
        first.Save(folder.In("checkpoint"));
        second.Restore(folder.In("checkpoint"));
        Train(second, 7, From(7));

        Same(straight, second);
    }

    [Fact]
    public void Garbage_collection_between_and_within_changes_nothing()
    {
        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var plain = Open(null, "data.name=ring8", "model.name=mlp");
        using var repeated = Open(new Rerun(), "data.name=ring8", "model.name=mlp");

        Train(plain, Steps);
        repeated.State.Discriminator.register_forward_hook((_, _, _, scores) =>
        {
            Collect();
            return scores;
        });
        Train(repeated, Steps, between: Collect);

        Same(plain, repeated);
    }

    [Fact]
    public void Steps_leave_as_many_tensors_as_they_found()
    {
        static long Live() => TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using var run = Open(new Rerun(), "model.name=dcgan", "model.conditional=true");
        using var scores = new ScoreBoard(LossCatalog.Find(run.Config.Loss.Name));
        var (step, next) = (run.Step(), Some.Reals(run));
        for (var i = 0; i < 5; i++)
        {
            step.Run(next, scores);
        }

        var before = Live();
        step.Run(next, scores);

        Assert.Equal(before, Live());
    }
}
