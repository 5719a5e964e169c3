using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

public sealed class TrainingLoopTests : LoopTest
{
    [Fact]
    public void Events_come_in_order_metrics_before_the_step_they_belong_to()
    {
        var recorder = new Recorder();

        var outcome = Train([recorder], steps: 2);

        Assert.Equal(TrainingOutcome.Finished, outcome);
        Assert.Equal(["started 0", "metrics 1", "step 1", "metrics 2", "step 2", "stopped 2 Finished"], recorder.Events);
    }

    [Fact]
    public void Steps_count_those_before_a_resume()
    {
        Train([], steps: 3);
        var recorder = new Recorder();

        Train([recorder], steps: 4);

        Assert.Equal(["started 3", "metrics 4", "step 4", "stopped 4 Finished"], recorder.Events);
    }

    [Fact]
    public void Metrics_come_at_every_LogEvery_and_at_the_end()
    {
        var recorder = new Recorder();

        Train([recorder], steps: 7, logEvery: 3);

        Assert.Equal([3L, 6, 7], recorder.Metrics.Select(metrics => metrics.Step));
        Assert.All(recorder.Metrics, metrics => Assert.True(metrics.IsFinite && metrics.SamplesPerSecond > 0 && metrics.Seconds > 0));
    }

    [Fact]
    public void A_line_of_metrics_is_the_mean_over_the_steps_since_the_one_before()
    {
        var each = new Recorder();
        Train([each], steps: 4);
        using var scores = new ScoreBoard(LossCatalog.Find("non-saturating"));
        using (var fresh = Some.QuickRun())
        {
            var (step, next) = (fresh.Step(), Some.Reals(fresh));
            for (var i = 0; i < 4; i++)
            {
                using var scope = NewDisposeScope();
                step.Run(next, scores);
            }
        }

        var mean = scores.Take(4, 1, 1);
        Assert.Equal(each.Metrics.Average(metrics => metrics.DiscriminatorLoss), mean.DiscriminatorLoss, 1e-6);
        Assert.Equal(each.Metrics.Average(metrics => metrics.GeneratorLoss), mean.GeneratorLoss, 1e-6);
        Assert.Equal(each.Metrics.Average(metrics => metrics.FakeScore), mean.FakeScore, 1e-6);
    }

    [Fact]
    public void Time_that_is_up_stops_before_the_next_step()
    {
        var recorder = new Recorder { Step = _ => Thread.Sleep(30) };

        var outcome = Train([recorder], steps: 1000, time: TimeSpan.FromMilliseconds(20));

        Assert.Equal(TrainingOutcome.TimeUp, outcome);
        Assert.Equal("stopped 1 TimeUp", recorder.Events[^1]);
    }

    [Fact]
    public void A_step_that_would_end_too_late_is_not_begun()
    {
        // Each step takes two fifths of the time: after two of them a third would not be done in time.
        var recorder = new Recorder { Step = _ => Thread.Sleep(80) };

        var outcome = Train([recorder], steps: 1000, time: TimeSpan.FromMilliseconds(200));

        Assert.Equal(TrainingOutcome.TimeUp, outcome);
        Assert.True(run.State.Step <= 2, $"step {run.State.Step}");
    }

    [Fact]
    public void A_request_to_stop_is_met_after_the_step()
    {
        using var stop = new CancellationTokenSource();
        var recorder = new Recorder
        {
            Step = state =>
            {
                if (state.Step == 2)
                {
                    stop.Cancel();
                }
            },
        };

        var outcome = Train([recorder], steps: 1000, stop: stop.Token);

        Assert.Equal(TrainingOutcome.Interrupted, outcome);
        Assert.Equal(["step 2", "stopped 2 Interrupted"], recorder.Events[^2..]);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_training_with_the_line_that_shows_it()
    {
        var recorder = new Recorder();

        var outcome = Train([recorder], steps: 10, loss: BreaksAt(3));

        Assert.Equal(TrainingOutcome.Diverged, outcome);
        Assert.Equal(["step 2", "metrics 3", "stopped 3 Diverged"], recorder.Events[^3..]);
        Assert.True(double.IsNaN(recorder.Metrics[^1].GeneratorLoss));
    }

    [Fact]
    public void The_step_and_the_tensor_where_it_began_are_known_though_nobody_looked_until_later()
    {
        Train([], steps: 100, logEvery: 50, loss: BreaksAt(17));

        Assert.Equal(new NonFinite(17, "the loss of the generator"), run.State.FirstNonFinite());
        Assert.Equal(50, run.State.Step);
    }

    [Fact]
    public void The_fixed_batch_is_measured_with_the_first_line_after_so_many_steps_and_the_last()
    {
        using var rarely = Some.QuickRun("run.logEvery=2", "health.evaluateEvery=5", "training.steps=13");
        var recorder = new Recorder();

        rarely.Train([recorder], default);

        Assert.Equal([6L, 10, 13], recorder.Metrics.Where(metrics => double.IsFinite(metrics.Distance)).Select(metrics => metrics.Step));
        Assert.Equal([2L, 4, 8, 12], recorder.Metrics.Where(metrics => double.IsNaN(metrics.Diversity)).Select(metrics => metrics.Step));
    }

    [Fact]
    public void It_is_measured_at_a_checkpoint_too()
    {
        using var run = Some.QuickRun("run.logEvery=2", "run.checkpointEvery=4", "health.evaluateEvery=100", "training.steps=10");
        var recorder = new Recorder();

        run.Train([recorder], default);

        Assert.Equal([4L, 8], recorder.Metrics.Where(metrics => double.IsFinite(metrics.Distance)).Select(metrics => metrics.Step));
    }

    [Theory]
    [InlineData("ring8", "mlp")]
    [InlineData("glyphs", "dcgan")]
    public void Measuring_changes_no_bit_of_what_is_learned(string data, string model)
    {
        using var scope = NewDisposeScope();
        using var measured = Some.Run($"data.name={data}", $"model.name={model}", "health.evaluateEvery=1");
        using var alone = Some.Run($"data.name={data}", $"model.name={model}", "health.evaluateEvery=0");

        measured.Train([], default);
        alone.Train([], default);

        Assert.Empty(Snapshot.Of(measured.State).DifferencesTo(Snapshot.Of(alone.State)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // time is up instead
    public void Weights_that_are_no_numbers_are_a_divergence_whatever_ended_the_run(bool somebodyAsksToStop)
    {
        using var stop = new CancellationTokenSource();
        var patience = TimeSpan.FromMilliseconds(500);
        var recorder = new Recorder
        {
            Step = state =>
            {
                if (state.Step == 3 && somebodyAsksToStop)
                {
                    stop.Cancel();
                }
                else if (state.Step == 3)
                {
                    Thread.Sleep(patience);
                }
            },
        };

        var outcome = Train(
            [recorder], steps: 1000, logEvery: 1000, loss: BreaksAt(1), stop: stop.Token,
            time: somebodyAsksToStop ? TimeSpan.MaxValue : patience);

        Assert.Equal(TrainingOutcome.Diverged, outcome);
        Assert.Equal("Diverged", recorder.Events[^1].Split(' ')[^1]);
    }

    [Theory]
    [InlineData(1)] // noticed at once
    [InlineData(5)] // only after checkpoints were due
    public void Nothing_that_is_no_number_is_saved(int logEvery)
    {
        using var folder = new TemporaryFolder();
        var config = run.Config with { Run = run.Config.Run with { Directory = folder.Path, CheckpointEvery = 1, KeepCheckpoints = 2 } };
        var into = RunFolder.Create(config, 1);

        Train([new CheckpointWriter(into, config.Run, run.Describe)], steps: 10, logEvery: logEvery, loss: BreaksAt(3));

        Assert.Equal([1L, 2], into.CheckpointSteps());
    }

    [Fact]
    public void A_running_statistic_or_average_that_overflows_is_divergence()
    {
        Assert.True(run.State.IsFinite());

        using (no_grad())
        {
            run.State.Average.state_dict().Values.First().fill_(float.PositiveInfinity);
        }

        Assert.False(run.State.IsFinite());
        Assert.Null(run.State.FirstNonFinite());
    }

    [Fact]
    public void Numbers_whose_norm_overflows_are_numbers()
    {
        using (no_grad())
        {
            run.State.Average.state_dict().Values.First().fill_(1e25f);
        }

        using (NewDisposeScope())
        {
            Assert.False(run.State.IsSurelyFinite().item<bool>());
        }

        Assert.True(run.State.IsFinite());
        Assert.Equal(TrainingOutcome.Finished, Train([], steps: 2));
    }

    [Fact]
    public void A_request_to_stop_after_divergence_saves_nothing_either()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var config = run.Config with { Run = run.Config.Run with { Directory = folder.Path } };
        var into = RunFolder.Create(config, 1);
        var recorder = new Recorder { Step = _ => stop.Cancel() };

        Train([new CheckpointWriter(into, config.Run, run.Describe), recorder], steps: 10, logEvery: 5, loss: BreaksAt(1), stop: stop.Token);

        Assert.Empty(into.CheckpointSteps());
        Assert.False(File.Exists(into.Generator));
    }

    [Fact]
    public void An_observer_that_fails_is_logged_and_training_goes_on()
    {
        var failing = new Recorder { Step = _ => throw new InvalidOperationException("the printer is on fire") };
        var recorder = new Recorder();

        var outcome = Train([failing, recorder], steps: 2);

        Assert.Equal(TrainingOutcome.Finished, outcome);
        Assert.Contains("step 2", recorder.Events);
        Assert.Equal(2, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Equal("Warning: Recorder failed and training goes on: the printer is on fire", line));
    }

    [Fact]
    public void An_essential_observer_that_fails_stops_training()
    {
        var failing = new Recorder { IsEssential = true, Step = _ => throw new IOException("disk full") };

        var error = Assert.Throws<IOException>(() => Train([failing], steps: 2));

        Assert.Equal("disk full", error.Message);
        Assert.Equal(1, run.State.Step);
    }

    [Fact]
    public void Watching_does_not_change_what_is_learned()
    {
        using var scope = NewDisposeScope();
        using var watched = Some.QuickRun();
        using var alone = Some.QuickRun("run.logEvery=100");

        watched.Train([new Recorder { Step = state => state.Average.call(randn(4, 6), null) }], default);
        alone.Train([], default);

        // The means towards the next line of metrics are all that differs: one of the two has had its line.
        Assert.All(
            Snapshot.Of(watched.State).DifferencesTo(Snapshot.Of(alone.State)), name => Assert.StartsWith("scores/", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Epochs_are_turned_into_steps_by_the_size_of_the_set()
    {
        using var folder = new TemporaryFolder();
        Data.SomeDigits.Write(folder, count: 12);

        using var digits = Some.Run(
            "data.name=mnist", $"data.directory={folder.Path}", "training.batchSize=4", "training.steps=0", "training.epochs=2", "training.discriminatorSteps=2");

        Assert.Equal(3, digits.Steps); // 24 samples in batches of 4, two a step
    }

    [Fact]
    public void Epochs_of_a_set_that_never_ends_are_refused() => Assert.Throws<ConfigException>(() =>
    {
        using var endless = TrainingRun.Open(Some.Config("training.steps=0", "training.epochs=2"), NullLogger.Instance);
        return endless.Steps;
    });
}
