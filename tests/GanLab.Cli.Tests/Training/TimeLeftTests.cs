using GanLab.Cli.Training;

namespace GanLab.Cli.Tests.Training;

public sealed class TimeLeftTests
{
    [Fact]
    public void At_a_steady_pace_it_is_the_steps_to_go_times_the_time_of_one()
    {
        var left = new TimeLeft(100, TimeSpan.MaxValue);
        for (var step = 0; step <= 40; step += 10)
        {
            left.Note(step, step * 0.5);
        }

        Assert.Equal(30, left.Estimate()!.Value.TotalSeconds, 1e-9);
    }

    [Fact]
    public void One_slow_interval_moves_it_only_in_part()
    {
        var left = new TimeLeft(100, TimeSpan.MaxValue);
        left.Note(0, 0);
        left.Note(10, 10);
        left.Note(20, 120);

        Assert.Equal(80 * (1 + (0.3 * 10)), left.Estimate()!.Value.TotalSeconds, 1e-9);
    }

    [Fact]
    public void The_limit_of_time_comes_first_where_it_does()
    {
        var left = new TimeLeft(1000, TimeSpan.FromSeconds(15));
        left.Note(0, 0);
        left.Note(10, 10);

        Assert.Equal(5, left.Estimate()!.Value.TotalSeconds, 1e-9);
    }

    [Fact]
    public void Steps_before_a_resume_do_not_count_as_fast()
    {
        var left = new TimeLeft(100, TimeSpan.MaxValue);
        left.Note(50, 0);
        left.Note(60, 20);

        Assert.Equal(80, left.Estimate()!.Value.TotalSeconds, 1e-9);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_step() => Assert.Null(new TimeLeft(100, TimeSpan.MaxValue).Estimate());
}
