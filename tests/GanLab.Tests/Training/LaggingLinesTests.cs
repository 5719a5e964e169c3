using GanLab.Tests.Support;
using GanLab.Training;

namespace GanLab.Tests.Training;

/// <summary>Lines of metrics that come a step late, as on CUDA, so that the device need not be waited for.</summary>
public sealed class LaggingLinesTests : LoopTest
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    public void Lines_that_may_lag_come_a_step_later_but_not_at_checkpoints_where_a_batch_is_measured_and_at_the_end(
        int checkpointEvery, int evaluateEvery)
    {
        var recorder = new Recorder();

        Train([recorder], steps: 5, linesMayLag: true, checkpointEvery: checkpointEvery, evaluateEvery: evaluateEvery);

        Assert.Equal(
            [
                "started 0", "step 1", "metrics 1", "metrics 2", "step 2", "step 3", "metrics 3", "metrics 4", "step 4", "metrics 5", "step 5",
                "stopped 5 Finished",
            ],
            recorder.Events);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lines_that_lag_say_the_same(int logEvery)
    {
        var (plain, lagging) = (new Recorder(), new Recorder());
        Train([plain], steps: 8, logEvery: logEvery);
        using var again = new LaggingLinesTests();

        again.Train([lagging], steps: 8, logEvery: logEvery, linesMayLag: true);

        Assert.Equal(plain.Metrics.Select(line => line.Reproducible()), lagging.Metrics.Select(line => line.Reproducible()));
        Assert.Empty(Snapshot.Of(run.State).DifferencesTo(Snapshot.Of(again.run.State)));
        Assert.All(lagging.Metrics, line => Assert.True(line.Seconds > 0 && line.SamplesPerSecond > 0));
    }

    [Fact]
    public void A_line_that_lags_is_told_before_a_run_stops_on_request()
    {
        using var stop = new CancellationTokenSource();
        var recorder = new Recorder { Step = _ => stop.Cancel() };

        Assert.Equal(TrainingOutcome.Interrupted, Train([recorder], steps: 5, stop: stop.Token, linesMayLag: true));

        Assert.Equal(["started 0", "step 1", "metrics 1", "stopped 1 Interrupted"], recorder.Events);
    }

    [Fact]
    public void Divergence_is_noticed_a_step_later_where_lines_lag()
    {
        var recorder = new Recorder();

        Assert.Equal(TrainingOutcome.Diverged, Train([recorder], steps: 5, loss: BreaksAt(2), linesMayLag: true));

        Assert.Equal(["started 0", "step 1", "metrics 1", "step 2", "metrics 2", "stopped 3 Diverged"], recorder.Events);
        Assert.Equal(2, run.State.FirstNonFinite()!.Step);
    }
}
