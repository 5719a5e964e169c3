using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class OscillationTests
{
    private static double Wave(long step, double period) => Math.Sin(2 * Math.PI * step / period);

    [Fact]
    public void Scores_that_go_up_and_down_and_up_again_are_told_once()
    {
        var alarm = new Oscillation(Line.Loss("non-saturating"));

        var raised = Line.Raised(alarm, 60, line => line with { FakeScore = 0.4 + (0.3 * Wave(line.Step, 250)) });

        Assert.Single(raised);
        Assert.InRange(raised[0], 500, 1000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void So_are_samples_that_change_over_and_over_whatever_the_loss(bool inDiversity)
    {
        var alarm = new Oscillation(Line.Loss("wasserstein"));

        var raised = Line.Raised(alarm, 60, line => inDiversity
            ? line with { Diversity = 0.6 + (0.4 * Wave(line.Step, 250)) }
            : line with { Distance = Math.Exp(Wave(line.Step, 250)) });

        Assert.Single(raised);
    }

    [Fact]
    public void Single_batches_that_differ_by_chance_are_no_oscillation()
    {
        var alarm = new Oscillation(Line.Loss("non-saturating"));

        Assert.DoesNotContain(
            Enumerable.Range(1, 1000).Select(step => alarm.Look(Line.Healthy(step) with { FakeScore = 0.4 + (step % 2 == 0 ? 0.2 : -0.2) })), said => said is not null);
    }

    [Fact]
    public void It_is_told_again_after_a_calm() => Assert.Equal(2, Line.Raised(
        new Oscillation(Line.Loss("non-saturating")), 120,
        line => line.Step is > 2000 and < 4000 ? line : line with { FakeScore = 0.4 + (0.3 * Wave(line.Step, 250)) }).Count);

    [Fact]
    public void Small_or_slow_swings_and_scores_that_are_no_probabilities_are_no_oscillation()
    {
        Assert.Empty(Line.Raised(
            new Oscillation(Line.Loss("non-saturating")), 100, line => line with { FakeScore = 0.4 + (0.08 * Wave(line.Step, 250)) }));
        Assert.Empty(Line.Raised(
            new Oscillation(Line.Loss("non-saturating")), 100, line => line with { FakeScore = 0.4 + (0.3 * Wave(line.Step, 2500)) }));
        Assert.Empty(Line.Raised(
            new Oscillation(Line.Loss("wasserstein")), 100, line => line with { FakeScore = 100 * Wave(line.Step, 250) }));
    }
}
