using GanLab.Runs.Reports;

namespace GanLab.Tests.Runs.Reports;

public sealed class MetricsTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private MetricsTable Read(string text) => MetricsTable.Read(folder.Write("metrics.csv", text));

    [Fact]
    public void Columns_are_found_by_name()
    {
        var table = Read("step,a,b\n1,0.5,NaN\n2,1e-3,Infinity\n");

        Assert.Equal([1L, 2], table.Steps);
        Assert.Equal([0.5, 0.001], table.Column("a"));
        Assert.Equal([double.NaN, double.PositiveInfinity], table.Column("b"));
        Assert.Equal([double.NaN, double.NaN], table.Column("c"));
    }

    [Fact]
    public void Steps_that_were_done_twice_count_the_second_time() =>
        Assert.Equal([10.0, 21, 31], Read("step,a\n1,10\n2,20\n3,30\n4,40\n2,21\n3,31\n").Column("a"));

    [Theory]
    [InlineData("step,a\n1,10\n2")]
    [InlineData("step,a\n1,10\n2,")]
    [InlineData("step,a\n1,10\n\n")]
    [InlineData("step,a\n1,10\nx,20\n")]
    public void A_line_that_was_cut_short_is_left_out(string text) => Assert.Equal([10.0], Read(text).Column("a"));

    [Theory]
    [InlineData("")]
    [InlineData("step,a")]
    public void A_file_without_lines_is_an_empty_table(string text) => Assert.Equal(0, Read(text).Count);

    [Fact]
    public void So_is_a_file_that_is_missing() => Assert.Empty(MetricsTable.Read(Path.Combine(folder.Path, "none.csv")).Column("a"));
}
