using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class BestPointTests
{
    [Fact]
    public void It_is_the_first_of_the_lowest_values()
    {
        var best = new BestPoint();

        Assert.Equal([false, true, true, false, false], new[] { double.NaN, 5, 3, 3, 4 }.Select((value, step) => best.Add(step, value)));
        Assert.Equal((2, 3.0), (best.Step, best.Value));
    }

    [Fact]
    public void Before_there_is_a_value_there_is_no_best()
    {
        var best = new BestPoint();

        Assert.False(best.Add(1, double.NegativeInfinity));
        Assert.Equal((-1, double.PositiveInfinity), (best.Step, best.Value));
    }
}
