using GanLab.Checkpoints;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Training;

namespace GanLab.Tests.Experiment;

public sealed class SecondChancesTests : IDisposable
{
    // With these learning rates the scores soon overflow; with a thousandth of them nothing happens.
    private static readonly string[] Explosive =
    [
        "loss.name=least-squares", "generatorOptimizer.name=sgd", "discriminatorOptimizer.name=sgd", "generatorOptimizer.learningRate=10",
        "discriminatorOptimizer.learningRate=10", "training.steps=30", "run.logEvery=10",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly LogLines log = new();

    public void Dispose() => folder.Dispose();

    private (RunFolder Folder, TrainingRun Run) Start(params string[] settings)
    {
        var config = Some.Config([$"run.directory={folder.Path}", .. Explosive, .. settings]);
        var run = TrainingRun.Open(config, log);
        return (RunFolder.Create(config, 1), run);
    }

    private static Continuation Accepting(params string[] settings) => new() { Accepted = settings };

    [Fact]
    public void Without_leave_to_retry_a_run_that_diverges_ends_and_says_why()
    {
        var (into, run) = Start();
        using (run)
        {
            Assert.Equal(TrainingOutcome.Diverged, run.Train(into, [], default));

            var first = run.State.FirstNonFinite()!;
            Assert.InRange(first.Step, 1, 20);
            Assert.Empty(into.CheckpointSteps());
            Assert.False(File.Exists(into.Generator));
            var page = File.ReadAllText(into.Divergence);
            Assert.StartsWith($"Training diverged in step {first.Step}: {first.Tensor} was no longer a finite number.", page);
            Assert.Contains("there is no checkpoint yet", page);
            Assert.Contains("--set generatorOptimizer.learningRate=5 ", page);
            Assert.Contains("generator 10, discriminator 10", page);
            Assert.Contains($"  step {run.State.Step}  loss/d ", page);
            Assert.Equal("divergence", Assert.Single(HealthEvents.Read(into)).Name);
            Assert.Contains($"Training diverged in step {first.Step}", File.ReadAllText(into.Report));
        }
    }

    [Fact]
    public void A_retry_goes_back_to_the_start_with_lower_learning_rates_and_comes_to_the_end()
    {
        var (into, run) = Start("health.retries=2", "health.retryLearningRateFactor=0.001");
        using (run)
        {
            Assert.Equal(TrainingOutcome.Finished, run.Train(into, [], default));

            Assert.Equal(30, run.State.Step);
            Assert.Equal(0.01, run.State.GeneratorOptimizer.ParamGroups.Single().LearningRate, 1e-9);
            var events = HealthEvents.Read(into);
            Assert.Equal(["divergence", "retry"], events.Select(happened => happened.Name));
            var told = events[1];
            Assert.Equal(0, told.Step);
            Assert.Matches(@"^Training diverged in step \d+: .* Going back to step 0 with both learning rates times 0\.001 \(retry 1 of 2\)\.$", told.Message);
            Assert.Contains($"Warning: {told.Message}", log.Lines);
            Assert.Equal([10L, 20, 30], MetricsHistory.Read(into.MetricsJsonLines).Select(line => line.Step));
            Assert.True(File.Exists(into.Divergence));
        }
    }

    [Fact]
    public void A_retried_run_is_the_run_that_had_the_lower_learning_rates_from_the_start()
    {
        var (into, run) = Start("health.retries=1", "health.retryLearningRateFactor=0.001");
        var (other, lower) = Start("generatorOptimizer.learningRate=0.01", "discriminatorOptimizer.learningRate=0.01");
        using (run)
        using (lower)
        {
            run.Train(into, [], default);
            lower.Train(other, [], default);

            Assert.Equal(["retries/count"], Snapshot.Of(run.State).DifferencesTo(Snapshot.Of(lower.State)));
        }
    }

    [Fact]
    public void After_as_many_retries_as_are_allowed_it_ends()
    {
        var (into, run) = Start("health.retries=3", "health.retryLearningRateFactor=1");
        var recorder = new Recorder();
        using (run)
        {
            Assert.Equal(TrainingOutcome.Diverged, run.Train(into, [recorder], default));

            Assert.Equal(4, recorder.Events.Count(happened => happened == "started 0"));
            Assert.Equal([0L], into.CheckpointSteps());
            Assert.Equal(["divergence", "retry", "divergence", "retry", "divergence", "retry", "divergence"], HealthEvents.Read(into).Select(told => told.Name));
            var pages = File.ReadAllText(into.Divergence);
            Assert.Equal(4, pages.Split("Training diverged").Length - 1);
            Assert.Contains($"--resume {into.Path} --set health.retries=6", pages);
        }
    }

    [Fact]
    public void It_goes_back_to_the_newest_checkpoint_that_is_whole()
    {
        var (into, run) = Start("generatorOptimizer.learningRate=0", "discriminatorOptimizer.learningRate=0", "training.steps=6", "run.checkpointEvery=2", "run.keepCheckpoints=0");
        using (run)
        {
            run.Train(into, [], default);
        }

        var config = Some.Config([$"run.directory={folder.Path}", .. Explosive, "health.retries=1", "health.retryLearningRateFactor=0.001", "run.keepCheckpoints=0"]);
        using var again = TrainingRun.Open(config, log);
        again.Restore(into.Checkpoint(6), Accepting("generatorOptimizer.learningRate", "discriminatorOptimizer.learningRate", "health.retryLearningRateFactor"));
        var damaged = Path.Combine(into.Checkpoint(6), "state.safetensors");
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^4]);

        Assert.Equal(TrainingOutcome.Finished, again.Train(into, [], default));

        Assert.Contains(log.Lines, line => line.Contains("Going back to step 4 ", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("state.safetensors", StringComparison.Ordinal));
    }

    [Fact]
    public void It_goes_back_to_no_later_checkpoint_than_its_own_course_has()
    {
        var (into, run) = Start("generatorOptimizer.learningRate=0", "discriminatorOptimizer.learningRate=0", "training.steps=6", "run.checkpointEvery=2", "run.keepCheckpoints=0");
        using (run)
        {
            run.Train(into, [], default);
        }

        var config = Some.Config([$"run.directory={folder.Path}", .. Explosive, "health.retries=1", "health.retryLearningRateFactor=1", "run.keepCheckpoints=0"]);
        using var again = TrainingRun.Open(config, log);
        again.Restore(into.Checkpoint(4), Accepting("generatorOptimizer.learningRate", "discriminatorOptimizer.learningRate", "health.retryLearningRateFactor"));

        Assert.Equal(TrainingOutcome.Diverged, again.Train(into, [], default));

        Assert.Contains(log.Lines, line => line.Contains("Going back to step 4 ", StringComparison.Ordinal));
        Assert.Equal(4, into.LatestCheckpoint().Step);
        var page = File.ReadAllText(into.Divergence);
        Assert.Contains("the last good checkpoint is of step 4.", page);
        Assert.DoesNotContain("step 6.", page);
        Assert.Contains($"--resume {into.Checkpoint(4)} ", page);
    }

    [Fact]
    public void Another_process_has_no_more_retries_than_are_left()
    {
        string[] settings = ["health.retries=1", "health.retryLearningRateFactor=1"];
        var (into, run) = Start(settings);
        using (run)
        {
            Assert.Equal(TrainingOutcome.Diverged, run.Train(into, [], default));
        }

        using var next = TrainingRun.Open(Some.Config([$"run.directory={folder.Path}", .. Explosive, .. settings]), log);
        next.Restore(into.Checkpoint(0));

        Assert.Equal(TrainingOutcome.Diverged, next.Train(into, [], default));

        Assert.Single(log.Lines, line => line.Contains("(retry 1 of 1)", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_of_the_course_that_diverged_is_saved_or_shown_with_the_next()
    {
        var (into, run) = Start("health.retries=1", "health.retryLearningRateFactor=0.001", "training.steps=9", "run.logEvery=8", "run.checkpointEvery=4", "run.keepCheckpoints=0", "run.sampleEvery=1");
        var (other, lower) = Start(
            "generatorOptimizer.learningRate=0.01", "discriminatorOptimizer.learningRate=0.01", "training.steps=9", "run.logEvery=8", "run.checkpointEvery=4", "run.keepCheckpoints=0", "run.sampleEvery=1");
        using (run)
        using (lower)
        {
            Assert.Equal(TrainingOutcome.Finished, run.Train(into, [], default));
            lower.Train(other, [], default);

            Assert.NotEmpty(HealthEvents.Read(into)); // it did diverge
            Assert.Equal(other.CheckpointSteps(), into.CheckpointSteps().Where(step => step > 0));
            Assert.All(other.CheckpointSteps(), step => Assert.Equal(
                Checkpoint.ReadHeader(other.Checkpoint(step)).Metrics, Checkpoint.ReadHeader(into.Checkpoint(step)).Metrics));
            Assert.All(other.SampleSteps(), step => Assert.Equal(File.ReadAllBytes(other.Sample(step)), File.ReadAllBytes(into.Sample(step))));
        }
    }

    [Fact]
    public void A_run_that_goes_on_keeps_the_lower_learning_rates_and_the_count()
    {
        var (into, run) = Start("health.retries=1", "health.retryLearningRateFactor=0.001", "training.steps=20");
        using (run)
        {
            run.Train(into, [], default);
        }

        var config = Some.Config([$"run.directory={folder.Path}", .. Explosive, "health.retries=1", "health.retryLearningRateFactor=0.001", "training.steps=40"]);
        using var longer = TrainingRun.Open(config, log);
        longer.Restore(into.Checkpoint(20));
        Assert.Equal(TrainingOutcome.Finished, longer.Train(into, [], default));
        Assert.Equal(0.01, longer.State.DiscriminatorOptimizer.ParamGroups.Single().LearningRate, 1e-9);

        // Made to diverge again, it has had its one retry.
        using var hopeless = TrainingRun.Open(config with { Health = config.Health with { RetryLearningRateFactor = 1 } }, log);
        hopeless.Restore(into.Checkpoint(20), Accepting("health.retryLearningRateFactor"));
        Assert.Equal(TrainingOutcome.Diverged, hopeless.Train(into, [], default));
    }

    [Fact]
    public void A_request_to_stop_is_met_before_another_try()
    {
        using var stop = new CancellationTokenSource();
        var (into, run) = Start("health.retries=5", "health.retryLearningRateFactor=1");
        var recorder = new Recorder { Step = state => stop.Cancel() };
        using (run)
        {
            var outcome = run.Train(into, [recorder, new Recorder { Started = _ => { } }], stop.Token);

            Assert.NotEqual(TrainingOutcome.Finished, outcome);
            Assert.InRange(recorder.Events.Count(happened => happened == "started 0"), 1, 2);
        }
    }
}
