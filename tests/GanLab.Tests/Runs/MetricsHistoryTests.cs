using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Tests.Training.Health;

namespace GanLab.Tests.Runs;

public sealed class MetricsHistoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_line_is_read_as_it_was_written_to_nine_digits()
    {
        var metrics = Line.Healthy(7) with { DiscriminatorLoss = 1 / 3.0, Distance = double.NaN, GeneratorLoss = double.PositiveInfinity };

        var read = MetricsHistory.Parse(MetricsWriter.JsonLine(7, metrics.Named()))!;

        Assert.Equal(0.333333333, read.DiscriminatorLoss);
        Assert.Equal(metrics with { DiscriminatorLoss = 0.333333333, GeneratorLoss = double.NaN }, read);
        Assert.Equal(read, MetricsHistory.Parse(MetricsWriter.JsonLine(7, read.Named()))); // once written, nothing is lost any more
    }

    [Fact]
    public void A_line_of_an_earlier_version_lacks_numbers_and_one_that_was_cut_is_left_out()
    {
        var path = folder.In("metrics.jsonl");
        File.WriteAllText(path, "{\"step\":5,\"loss/d\":0.5}\n{\"step\":6,\"loss/d\":[]}\n[]\n{\"step\":\"x\"}\n{\"step\":7,\"lo");

        var read = MetricsHistory.Read(path).ToArray();

        Assert.Equal([5L, 6], read.Select(line => line.Step));
        Assert.Equal(0.5, read[0].DiscriminatorLoss);
        Assert.True(double.IsNaN(read[0].Distance) && double.IsNaN(read[1].DiscriminatorLoss));
        Assert.Empty(MetricsHistory.Read(folder.In("absent")));
    }

    [Fact]
    public void A_table_that_an_earlier_version_began_gets_the_columns_of_this_one()
    {
        using var run = Some.QuickRun($"run.directory={folder.Path}", "training.steps=2");
        var into = RunFolder.Create(run.Config, 1);
        File.WriteAllText(into.MetricsJsonLines, "{\"step\":1,\"loss/d\":0.5,\"loss/g\":2,\"samples/s\":9,\"seconds\":1}\n");
        File.WriteAllText(into.MetricsCsv, "step,loss/d,loss/g,samples/s,seconds\n1,0.5,2,9,1\n");
        run.State.Step = 1;

        run.Train(into, [], default);

        var table = File.ReadAllLines(into.MetricsCsv);
        Assert.Equal("1,0.5,2,NaN,NaN,NaN,NaN,NaN,NaN,NaN,9,1", table[1]);
        Assert.Equal(3, table.Length);
        Assert.All(table, row => Assert.Equal(12, row.Split(',').Length));
    }
}
