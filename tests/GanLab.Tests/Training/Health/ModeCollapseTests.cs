using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

public class ModeCollapseTests
{
    [Fact]
    public void Samples_that_come_to_look_alike_are_told_with_what_they_were()
    {
        var alarm = new ModeCollapse();
        var said = Enumerable.Range(1, 20)
            .Select(i => alarm.Look(Line.Healthy(100 * i) with { Diversity = i <= 10 ? 0.1 * i : 0.05 })).OfType<string>();

        Assert.StartsWith("Mode collapse: the samples are only 5 % as different from each other as the data are (they were 100 % at step 1,000)", Assert.Single(said));
    }

    [Fact]
    public void Samples_that_never_came_to_differ_are_told_after_1000_steps() =>
        Assert.Equal([1100L], Line.Raised(new ModeCollapse(), 60, line => line with { Diversity = 0.1 }));

    [Fact]
    public void Grey_beginnings_are_no_collapse_nor_are_lines_that_were_not_measured() => Assert.Empty(Line.Raised(
        new ModeCollapse(), 60,
        line => line with { Diversity = line.Step % 100 != 0 ? double.NaN : Math.Min(1, line.Step / 1000.0) }));

    [Fact]
    public void Modes_that_are_found_one_by_one_are_no_collapse() => Assert.Empty(Line.Raised(
        new ModeCollapse(), 60, line => line with { Diversity = line.Step switch { <= 50 => 0.8, < 400 => 0.25, _ => 1 } }));

    [Fact]
    public void A_single_poor_batch_is_no_collapse() =>
        Assert.Empty(Line.Raised(new ModeCollapse(), 60, line => line with { Diversity = line.Step % 200 == 0 ? 0.1 : 1 }));
}
