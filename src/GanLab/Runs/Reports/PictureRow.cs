using System.Globalization;
using System.Xml.Linq;

namespace GanLab.Runs.Reports;

/// <summary>The data and the first, the middle and the last sample grid side by side, as far as they are there.</summary>
internal static class PictureRow
{
    public static XElement Draw(RunFolder run) => new(
        "div",
        new XAttribute("class", "pictures"),
        new[] { (Path: run.Reals, Caption: "the data") }
            .Concat(Chosen(run.SampleSteps()).Select(step => (
                Path: run.Sample(step), Caption: string.Create(CultureInfo.InvariantCulture, $"step {step:n0}"))))
            .Where(picture => File.Exists(picture.Path))
            .Select(picture => Figure(picture.Path, picture.Caption)));

    // The middle of the way, not of the list: a run that goes on may draw more often than before.
    internal static IEnumerable<long> Chosen(IReadOnlyList<long> steps) => steps.Count == 0
        ? []
        : new[] { steps[0], steps.MinBy(step => Math.Abs((2 * step) - steps[0] - steps[^1])), steps[^1] }.Distinct();

    private static XElement Figure(string path, string caption) => new(
        "figure",
        new XElement(
            "img",
            new XAttribute("alt", caption),
            new XAttribute("src", $"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(path))}")),
        new XElement("figcaption", caption));
}
