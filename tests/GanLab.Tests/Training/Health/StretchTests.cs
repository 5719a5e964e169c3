using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class StretchTests
{
    [Fact]
    public void It_takes_both_lines_and_steps_and_is_told_once()
    {
        var stretch = new Stretch(lines: 3, steps: 100);

        Assert.Equal([false, false, false, true, false], new long[] { 10, 20, 30, 110, 120 }.Select(step => stretch.Lasts(step, holds: true)));
        Assert.Equal(10, stretch.FirstStep);
    }

    [Fact]
    public void A_line_without_the_state_ends_it_and_it_can_be_told_again()
    {
        var stretch = new Stretch(lines: 2, steps: 0);

        Assert.Equal([false, false, false, true, false, false, true], new[] { true, false, true, true, false, true, true }.Select((holds, step) => stretch.Lasts(step, holds)));
    }

    [Fact]
    public void Between_held_and_over_nothing_is_decided()
    {
        var stretch = new Stretch(lines: 2, steps: 0);

        Assert.False(stretch.Lasts(1, holds: true, isOver: false));
        Assert.False(stretch.Lasts(2, holds: false, isOver: false));
        Assert.True(stretch.Lasts(3, holds: true, isOver: false));
        Assert.False(stretch.Lasts(4, holds: false, isOver: false));
        Assert.False(stretch.Lasts(5, holds: true, isOver: false)); // told already
    }
}
