using GanLab.Runs.Reports;

namespace GanLab.Tests.Runs.Reports;

public class AxisTests
{
    private static readonly double[] Fifths = [0, 0.2, 0.4, 0.6, 0.8, 1];

    [Fact]
    public void Ticks_are_round_numbers()
    {
        Assert.Equal(Fifths, Axis.Around(0, 1, 5).Ticks.Select(tick => Math.Round(tick, 12)));
        Assert.Equal([-20.0, 0, 20, 40, 60], Axis.Around(-7, 55, 4).Ticks);
        Assert.Equal([100.0, 200, 300], Axis.Between(50, 310, 3).Ticks);
    }

    [Fact]
    public void An_axis_around_values_ends_at_round_numbers_and_one_between_them_does_not()
    {
        Assert.Equal((-20.0, 60.0), (Axis.Around(-7, 55, 4).From, Axis.Around(-7, 55, 4).To));
        Assert.Equal((50.0, 310.0), (Axis.Between(50, 310, 3).From, Axis.Between(50, 310, 3).To));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-3e20)]
    public void A_single_value_lies_in_the_middle(double value) => Assert.Equal(0.5, Axis.Between(value, value, 5).Place(value), 1e-9);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1500, "1,500")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(2e-7, "2e-7")]
    [InlineData(3e38, "3e+38")]
    public void Labels_are_short(double value, string expected) => Assert.Equal(expected, Axis.Label(value));
}
