using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class DiscriminatorWinsTests
{
    [Theory]
    [InlineData("non-saturating")]
    [InlineData("minimax")]
    [InlineData("least-squares")]
    public void A_discriminator_that_is_never_wrong_for_500_steps_is_told_once(string loss)
    {
        var alarm = new DiscriminatorWins(Line.Loss(loss));

        var raised = Line.Raised(alarm, 40, line => line.Step <= 300 ? line : line with { DiscriminatorLoss = 0.005, RealScore = 0.99, FakeScore = 0.005 });

        Assert.Equal([850L], raised);
    }

    [Theory]
    [InlineData("minimax")]
    [InlineData("wasserstein")] // whose critic being ahead is no fault
    public void A_gradient_that_vanishes_while_the_discriminator_is_ahead_is_told(string loss)
    {
        var alarm = new DiscriminatorWins(Line.Loss(loss));

        var raised = Line.Raised(alarm, 40, line => line.Step <= 500 ? line : line with { GeneratorGradient = 0.001, RealScore = 0.9, FakeScore = 0.1 });

        Assert.Equal([1050L], raised);
    }

    [Fact]
    public void It_says_since_when_what_it_saw_and_what_to_do()
    {
        var alarm = new DiscriminatorWins(Line.Loss("non-saturating"));
        var lines = Enumerable.Range(1, 30).Select(i => Line.Healthy(50 * i) with { DiscriminatorLoss = 0.01, RealScore = 0.99, FakeScore = 0.002, GeneratorGradient = i > 6 ? 0.001 : 1 });

        var said = lines.Select(alarm.Look).OfType<string>().First();

        Assert.StartsWith("The discriminator is winning: since step 50 it gives real samples 0.99 and generated ones 0.002, ", said);
        Assert.Contains("discriminatorOptimizer.learningRate", said);
    }

    [Fact]
    public void A_generator_that_can_hardly_be_right_is_told_though_the_discriminator_errs_dearly_at_times() => Assert.Equal(
        [550L],
        Line.Raised(
            new DiscriminatorWins(Line.Loss("non-saturating")), 30,
            line => line with { DiscriminatorLoss = 0.5, GeneratorLoss = 20, RealScore = 0.9, FakeScore = 0.1 }));

    [Fact]
    public void A_lead_at_the_start_that_passes_and_an_equilibrium_are_no_alarm()
    {
        Assert.Empty(Line.Raised(
            new DiscriminatorWins(Line.Loss("non-saturating")), 100,
            line => line.Step % 500 == 0 ? line : line with { DiscriminatorLoss = 0.01, RealScore = 0.99, FakeScore = 0.01 }));
        Assert.Empty(Line.Raised(
            new DiscriminatorWins(Line.Loss("non-saturating")), 100,
            line => line.Step < 1000 ? line : line with { GeneratorGradient = 1e-6, RealScore = 0.5, FakeScore = 0.5, DiscriminatorLoss = 1.386 }));
    }
}
