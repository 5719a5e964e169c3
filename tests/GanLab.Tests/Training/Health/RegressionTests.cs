using GanLab.Training;
using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class RegressionTests
{
    // The Fréchet inception distance of a published DCGAN on CIFAR-10, every 2,000 steps from 2,000 to 200,000: rounded from
    // the log of POSTECH-CVLab/PyTorch-StudioGAN, logs/CIFAR10/DCGAN-train-2020_09_15_13_23_51.log. The same
    // project reports the score of step 42,000 as its DCGAN's.
    private static readonly double[] PublishedDcgan =
    [
        114.9, 92.6, 75.6, 77.4, 65.3, 64.2, 66.3, 59.9, 66.3, 60.3, 57.9, 55.2, 50.6, 67.3, 65.7, 53.9, 50.1, 51.5, 54.4, 55.7,
        49.0, 61.6, 90.2, 73.6, 85.9, 74.7, 108.9, 119.9, 91.5, 97.9, 103.6, 103.5, 106.7, 111.0, 84.9, 106.6, 102.1, 108.2, 128.2, 116.0,
        131.2, 132.3, 145.9, 135.8, 143.2, 165.4, 153.1, 144.7, 140.1, 125.5, 147.5, 141.7, 134.2, 128.5, 139.3, 132.2, 165.2, 134.9, 155.7, 143.6,
        141.6, 143.2, 135.0, 124.7, 133.9, 138.7, 135.9, 138.3, 140.8, 124.9, 140.3, 156.0, 136.0, 140.3, 140.1, 145.0, 142.1, 151.3, 135.3, 129.7,
        142.7, 137.3, 138.1, 130.4, 131.9, 134.4, 140.1, 133.4, 148.4, 129.8, 136.4, 134.2, 122.2, 125.5, 122.3, 127.2, 137.0, 128.9, 130.2, 137.4,
    ];

    private static IEnumerable<TrainingMetrics> Replay(params double[] values) =>
        values.Select((value, i) => Line.Healthy(2000 * (i + 1)) with { Distance = value });

    private static Regression Alarm(string metric = "fid") => new(metric, metrics => metrics.Distance);

    [Fact]
    public void The_published_DCGAN_is_warned_of_once_and_its_best_point_is_step_42000()
    {
        var alarm = Alarm();

        var said = Replay(PublishedDcgan).Select(line => (line.Step, Text: alarm.Look(line))).Where(told => told.Text is not null).ToArray();

        Assert.Equal((42_000, 49.0), (alarm.Best.Step, alarm.Best.Value));
        var (step, text) = Assert.Single(said);
        Assert.InRange(step, 46_000, 58_000); // long before the end
        Assert.StartsWith($"The samples have become worse: best was step 42,000; the last {step - 42_000:n0} steps made it worse (fid 49 -> ", text);
    }

    [Fact]
    public void At_its_end_the_warning_would_be_of_137_against_49()
    {
        var alarm = Alarm();

        var said = Replay([.. PublishedDcgan[..21], .. Enumerable.Repeat(49.5, 76), 137.4, 137.4, 137.4]).Select(alarm.Look).OfType<string>();

        Assert.StartsWith("The samples have become worse: best was step 42,000; the last 158,000 steps made it worse (fid 49 -> 137)", Assert.Single(said));
    }

    [Fact]
    public void A_run_that_gets_better_or_wavers_is_not_warned_of()
    {
        var alarm = Alarm();

        Assert.DoesNotContain(Replay(PublishedDcgan[..21]).Select(alarm.Look), said => said is not null);
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
    public void Lines_that_were_not_measured_say_nothing()
    {
        var alarm = Alarm();

        Assert.DoesNotContain(Replay([1, double.NaN, 2, double.NaN, 2, double.NaN]).Select(alarm.Look), said => said is not null);
        Assert.Equal(2000, alarm.Best.Step);
    }
}
