using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace GanLab.Runs.Reports;

/// <summary>Curves over steps as inline SVG, with axes and a legend.</summary>
internal static class LineChart
{
    /// <summary>More points than this cannot be told apart in a figure, and would make the page heavy.</summary>
    internal const int MostPoints = 500;

    private const int Width = 640;
    private const int Height = 280;
    private const int Left = 56;
    private const int Right = 12;
    private const int Top = 10;
    private const int Bottom = 40;

    /// <summary>The figure; without a single number it says so instead.</summary>
    public static XElement Draw(string title, MetricsTable table, params string[] names)
    {
        var curves = names.Select(name => Thin(table.Steps, table.Column(name))).ToArray();
        var values = curves.SelectMany(curve => curve).Select(point => point.Value).Where(double.IsFinite).ToArray();
        if (values.Length == 0)
        {
            return new XElement("figure", new XElement("figcaption", title), new XElement("p", new XAttribute("class", "none"), "No metrics were written."));
        }

        var across = Axis.Between(table.Steps[0], table.Steps[^1], wanted: 6);
        var isProbability = values.All(value => value is >= 0 and <= 1);
        var up = isProbability ? Axis.Around(0, 1, wanted: 5) : Axis.Around(values.Min(), values.Max(), wanted: 5);
        return new XElement(
            "figure",
            new XElement("figcaption", new XElement("span", title), names.Select((name, i) => Key(name, table.Column(name)[^1], i))),
            new XElement(
                "svg",
                new XAttribute("viewBox", $"0 0 {Width} {Height}"), new XAttribute("role", "img"), new XAttribute("aria-label", $"{title}: {string.Join(", ", names)}"),
                Frame(across, up),
                curves.Select((curve, i) => Line(curve, across, up, i))));
    }

    /// <summary>At most <see cref="MostPoints"/> points, each the mean of as many neighbours; NaN where none is a number.</summary>
    internal static IReadOnlyList<(double Step, double Value)> Thin(IReadOnlyList<long> steps, IReadOnlyList<double> values)
    {
        var size = Math.Max(1, (steps.Count + MostPoints - 1) / MostPoints);
        return [.. steps.Zip(values).Chunk(size).Select(chunk => (
            chunk.Average(point => (double)point.First),
            chunk.Select(point => point.Second).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()))];
    }

    private static XElement Key(string name, double last, int curve) =>
        new("span", new XAttribute("class", $"key curve{curve}"), $"{name}, last {last.ToString("0.###", CultureInfo.InvariantCulture)}");

    private static IEnumerable<XElement> Frame(Axis across, Axis up)
    {
        foreach (var tick in up.Ticks)
        {
            yield return Rule(Left, Y(up, tick), Width - Right, Y(up, tick));
            yield return Text(Left - 8, Y(up, tick) + 4, "end", Axis.Label(tick));
        }

        foreach (var tick in across.Ticks)
        {
            yield return Rule(X(across, tick), Height - Bottom, X(across, tick), Height - Bottom + 4);
            yield return Text(X(across, tick), Height - Bottom + 18, "middle", Axis.Label(tick));
        }

        yield return Text((Left + Width - Right) / 2, Height - 6, "middle", "step");
    }

    private static XElement Line(IReadOnlyList<(double Step, double Value)> curve, Axis across, Axis up, int number)
    {
        var path = new StringBuilder();
        var isDrawing = false;
        foreach (var (step, value) in curve)
        {
            if (double.IsFinite(value))
            {
                // A line from a point to itself shows as a dot where a number stands alone.
                var (x, y) = (Coordinate(X(across, step)), Coordinate(Y(up, value)));
                path.Append(isDrawing ? $"L{x} {y}" : $"M{x} {y}L{x} {y}");
            }

            isDrawing = double.IsFinite(value);
        }

        return new XElement("path", new XAttribute("class", $"curve{number}"), new XAttribute("d", path.ToString()));
    }

    private static XElement Rule(double x1, double y1, double x2, double y2) =>
        new("path", new XAttribute("class", "rule"), new XAttribute("d", $"M{Coordinate(x1)} {Coordinate(y1)}L{Coordinate(x2)} {Coordinate(y2)}"));

    private static XElement Text(double x, double y, string anchor, string text) => new(
        "text", new XAttribute("x", Coordinate(x)), new XAttribute("y", Coordinate(y)), new XAttribute("text-anchor", anchor), text);

    private static double X(Axis across, double step) => Left + (across.Place(step) * (Width - Left - Right));

    private static double Y(Axis up, double value) => Height - Bottom - (up.Place(value) * (Height - Top - Bottom));

    private static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
