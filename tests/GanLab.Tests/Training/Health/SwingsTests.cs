using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class SwingsTests
{
    [Theory]
    [InlineData(new double[] { }, 0)]
    [InlineData(new double[] { 0, 1 }, 0)]
    [InlineData(new double[] { 0, 1, 0 }, 1)]
    [InlineData(new double[] { 0, 1, 0, 1, 0 }, 3)]
    [InlineData(new double[] { 0, 0.4, 0.9, 1, 0.6, 0.2 }, 1)] // a slow turn is one turn
    [InlineData(new double[] { 0, 0.3, 0, 0.3, 0, 0.3 }, 0)] // wobbles
    [InlineData(new double[] { 0, 1, 0.8, 1, 0.8, 0 }, 1)]
    [InlineData(new double[] { 1, double.NaN, 0, double.NaN, 1 }, 1)]
    public void Turns_between_far_extremes_are_counted(double[] values, int expected) => Assert.Equal(expected, Swings.Count(values, 0.5));

    [Fact]
    public void A_wave_turns_twice_a_period() =>
        Assert.Equal(9, Swings.Count(Enumerable.Range(0, 500).Select(i => Math.Sin(2 * Math.PI * i / 100)), 1));
}
