using System.Xml.Linq;
using GanLab.Runs.Reports;

namespace GanLab.Tests.Runs.Reports;

public sealed class LineChartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private XElement Draw(params string[] rows) =>
        LineChart.Draw("Losses", MetricsTable.Read(folder.Write("metrics.csv", string.Join('\n', rows.Prepend("step,d,g")))), "d", "g");

    private static string Path(XElement figure, int curve) => (string)figure
        .Descendants("path").Single(path => (string?)path.Attribute("class") == $"curve{curve}").Attribute("d")!;

    [Fact]
    public void Thousands_of_lines_become_at_most_500_points_that_are_their_means()
    {
        var steps = Enumerable.Range(0, 1201).Select(i => (long)i).ToArray();

        var points = LineChart.Thin(steps, [.. steps.Select(step => 2.0 * step)]);

        Assert.Equal(401, points.Count);
        Assert.Equal((1.0, 2.0), points[0]);
        Assert.Equal((1200.0, 2400.0), points[^1]);
    }

    [Fact]
    public void A_curve_spans_the_plot_and_higher_values_are_higher_up()
    {
        var figure = Draw("1,0,1", "2,1,0.5");

        // 640 x 280 with margins of 56, 12, 10 and 40.
        Assert.Equal("M56 240L56 240L628 10", Path(figure, 0));
        Assert.Equal("M56 10L56 10L628 125", Path(figure, 1));
    }

    [Fact]
    public void Where_there_is_no_number_there_is_a_gap()
    {
        var path = Path(Draw("1,0,0", "2,NaN,0", "3,1,0"), 0);

        Assert.Equal("M56 240L56 240M628 10L628 10", path);
    }

    [Fact]
    public void Axes_and_legend_say_what_is_shown()
    {
        var figure = Draw("100,0.25,3", "300,1.5,-2");

        var texts = figure.Descendants("text").Select(text => text.Value).ToArray();
        Assert.Superset(new HashSet<string> { "100", "200", "300", "step", "-2", "3" }, texts.ToHashSet());
        Assert.Equal(["Losses", "d, last 1.5", "g, last -2"], figure.Element("figcaption")!.Elements().Select(element => element.Value));
    }

    [Fact]
    public void Without_a_number_it_says_so()
    {
        Assert.Contains("No metrics", Draw().Value);
        Assert.Contains("No metrics", Draw("1,NaN,NaN").Value);
        Assert.Empty(Draw().Descendants("svg"));
    }
}
