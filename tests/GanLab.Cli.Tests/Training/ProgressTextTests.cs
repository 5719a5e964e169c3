using GanLab.Cli.Training;
using GanLab.Training;

namespace GanLab.Cli.Tests.Training;

public sealed class ProgressTextTests
{
    [Fact]
    public void A_line_holds_step_losses_scores_speed_and_time_left()
    {
        var metrics = new TrainingMetrics
        {
            Step = 250,
            Seconds = 30,
            SamplesPerSecond = 1234.4,
            DiscriminatorLoss = 1.2831,
            GeneratorLoss = 0.9119,
            RealScore = 0.614,
            FakeScore = 0.338,
            DiscriminatorGradient = 24.05,
            GeneratorGradient = 0.3133,
        };

        var line = ProgressText.Line(metrics, 1000, TimeSpan.FromSeconds(72));

        Assert.Equal("step    250/1000  D 1.283  G 0.912  D(x) 0.61  D(G(z)) 0.34  1,234 img/s  grad/d 24  grad/g 0.31  left 1m 12s", line);
        Assert.EndsWith(
            "grad/g 0.31  penalty 0.012  left ?", ProgressText.Line(metrics with { GradientPenalty = 0.0124 }, 1000, null), StringComparison.Ordinal);
        Assert.EndsWith(
            "grad/g 0.31  diversity 0.93  distance 0.121  left ?",
            ProgressText.Line(metrics with { Diversity = 0.926, Distance = 0.1212 }, 1000, null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 1000, "step      5/1000")]
    [InlineData(5, long.MaxValue, "step      5")]
    [InlineData(5, 12_345_678, "step        5/12345678")]
    public void Steps_are_as_wide_at_first_as_at_last(long step, long steps, string expected) =>
        Assert.Equal(expected, ProgressText.Step(step, steps));

    [Theory]
    [InlineData(4.6, "5s")]
    [InlineData(60, "1m 00s")]
    [InlineData(3725, "1h 02m")]
    [InlineData(90000, "25h 00m")]
    public void A_duration_is_as_exact_as_it_matters(double seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void An_unknown_duration_is_a_question_mark() => Assert.Equal("?", ProgressText.Duration(null));
}
