using GanLab.Training;

namespace GanLab.Tests.Training;

public class TrainingLimitsTests
{
    [Theory]
    [InlineData(50, 100, 250)]
    [InlineData(7, 10, 10)]
    [InlineData(20, 50, 50)]
    [InlineData(20, 1000, 30)]
    public void The_last_line_before_every_checkpoint_measures_the_fixed_batch(int logEvery, int evaluateEvery, int checkpointEvery)
    {
        var limits = new TrainingLimits(1000, TimeSpan.MaxValue, logEvery, 0, evaluateEvery, checkpointEvery);

        for (var checkpoint = checkpointEvery; checkpoint <= 1000; checkpoint += checkpointEvery)
        {
            var line = checkpoint / logEvery * logEvery;
            Assert.True(line == 0 || limits.EvaluatesAt(line), $"the line at {line} before the checkpoint at {checkpoint} does not");
        }
    }

    [Fact]
    public void Other_lines_measure_it_as_often_as_is_asked()
    {
        var limits = new TrainingLimits(1000, TimeSpan.MaxValue, LogEvery: 50, 0, EvaluateEvery: 100, CheckpointEvery: 250);

        Assert.Equal([100, 200, 250, 300, 400, 500], Enumerable.Range(1, 10).Select(line => 50 * line).Where(step => limits.EvaluatesAt(step)));
    }
}
