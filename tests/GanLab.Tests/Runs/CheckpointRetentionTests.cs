using GanLab.Configuration;
using GanLab.Runs;

namespace GanLab.Tests.Runs;

public class CheckpointRetentionTests
{
    private static readonly (long, double)[] Curve = [(1, 0.5), (2, 0.2), (3, double.NaN), (4, 0.2), (5, double.NegativeInfinity), (6, 0.9)];

    [Theory]
    [InlineData(1, 0, BestValue.Lowest, new long[] { 6 })]
    [InlineData(2, 0, BestValue.Lowest, new long[] { 5, 6 })]
    [InlineData(1, 1, BestValue.Lowest, new long[] { 2, 6 })] // of equal values the older
    [InlineData(1, 2, BestValue.Lowest, new long[] { 2, 4, 6 })]
    [InlineData(1, 9, BestValue.Lowest, new long[] { 1, 2, 4, 6 })] // what is no finite number is never best
    [InlineData(1, 1, BestValue.Highest, new long[] { 6 })]
    [InlineData(1, 2, BestValue.Highest, new long[] { 1, 6 })]
    [InlineData(1, 3, BestValue.Highest, new long[] { 1, 2, 6 })]
    [InlineData(0, 0, BestValue.Lowest, new long[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(0, 1, BestValue.Lowest, new long[] { 1, 2, 3, 4, 5, 6 })]
    public void The_newest_and_the_best_are_kept(int newest, int best, BestValue wanted, long[] expected)
    {
        Assert.Equal(expected, CheckpointRetention.Keep(Curve, newest, best, wanted));
        Assert.Equal(expected, CheckpointRetention.Keep([.. Curve.Reverse()], newest, best, wanted));
    }

    [Fact]
    public void Without_values_only_the_newest_are_kept() =>
        Assert.Equal([3L, 4], CheckpointRetention.Keep([(1, double.NaN), (3, double.NaN), (4, double.NaN)], 2, 5, BestValue.Lowest));
}
