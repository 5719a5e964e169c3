using GanLab.Tests.Support;
using GanLab.Training;
using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class RegressionTests
{
    private static IEnumerable<TrainingMetrics> Replay(params double[] values) =>
        values.Select((value, i) => Line.Healthy(2000 * (i + 1)) with { Distance = value });

    private static Regression Alarm(string metric = "fid") => new(metric, metrics => metrics.Distance);

    [Fact]
    public void The_published_DCGAN_is_warned_of_once_and_its_best_point_is_step_42000()
    {
        var alarm = Alarm();

        var said = Replay([.. PublishedCurve.DcganFid]).Select(line => (line.Step, Text: alarm.Look(line))).Where(told => told.Text is not null).ToArray();

        Assert.Equal((42_000, 49.0), (alarm.Best.Step, alarm.Best.Value));
        var (step, text) = Assert.Single(said);
        Assert.InRange(step, 46_000, 58_000); // long before the end
        Assert.StartsWith($"The samples have become worse: best was step 42,000; the last {step - 42_000:n0} steps made it worse (fid 49 -> ", text);
    }

    [Fact]
    public void At_its_end_the_warning_would_be_of_137_against_49()
    {
        var alarm = Alarm();

        var said = Replay([.. PublishedCurve.DcganFid.Take(21), .. Enumerable.Repeat(49.5, 76), 137.4, 137.4, 137.4]).Select(alarm.Look).OfType<string>();

        Assert.StartsWith("The samples have become worse: best was step 42,000; the last 158,000 steps made it worse (fid 49 -> 137)", Assert.Single(said));
    }

    [Fact]
    public void A_run_that_gets_better_or_wavers_is_not_warned_of()
    {
        var alarm = Alarm();

        Assert.DoesNotContain(Replay([.. PublishedCurve.DcganFid.Take(21)]).Select(alarm.Look), said => said is not null);
        Assert.DoesNotContain(Replay([1, 1.7, 1.2, 1.7, 1.7, 1.5]).Select(Alarm().Look), said => said is not null);
    }

    [Fact]
    public void It_is_told_again_after_a_recovery_and_not_of_every_wave()
    {
        var alarm = Alarm();

        var said = Replay([1, 2, 2, 2, 1.6, 2, 2, 2, 1.1, 2, 2, 2]).Select(line => alarm.Look(line) is null ? 0L : line.Step).Where(step => step > 0);

        Assert.Equal([8000L, 24_000], said);
    }

    [Fact]
    public void Values_that_are_worse_but_not_much_decide_nothing()
    {
        var alarm = Alarm();

        var said = Replay([1, 2, 1.6, 2, 1.6, 2]).Select(line => alarm.Look(line) is null ? 0L : line.Step).Where(step => step > 0);

        Assert.Equal([12_000L], said);
    }

    [Fact]
    public void Lines_that_were_not_measured_say_nothing()
    {
        var alarm = Alarm();

        Assert.DoesNotContain(Replay([1, double.NaN, 2, double.NaN, 2, double.NaN]).Select(alarm.Look), said => said is not null);
        Assert.Equal(2000, alarm.Best.Step);
    }
}
