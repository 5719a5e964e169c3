using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class GeneratorWinsTests
{
    [Theory]
    [InlineData("non-saturating", 1.8)]
    [InlineData("least-squares", 0.4)]
    [InlineData("wasserstein", 0.3)]
    public void A_discriminator_that_does_worse_than_guessing_for_500_steps_is_told_once(string loss, double cost) => Assert.Equal(
        [550L],
        Line.Raised(
            new GeneratorWins(Line.Loss(loss)), 40, line => line with { DiscriminatorLoss = cost, RealScore = 0.5, FakeScore = 0.8 }));

    [Theory]
    [InlineData("non-saturating", 1.4)]
    [InlineData("least-squares", 0.25)]
    [InlineData("wasserstein", 0)]
    public void An_equilibrium_is_no_alarm(string loss, double cost) => Assert.Empty(Line.Raised(
        new GeneratorWins(Line.Loss(loss)), 100, line => line with { DiscriminatorLoss = cost, RealScore = 0.5, FakeScore = 0.5 }));

    [Fact]
    public void It_is_told_again_when_it_comes_back() => Assert.Equal(
        [550L, 1600L],
        Line.Raised(
            new GeneratorWins(Line.Loss("non-saturating")), 60, line => line.Step == 1050 ? line : line with { DiscriminatorLoss = 5 }));
}
