using System.Globalization;
using System.Xml.Linq;

namespace GanLab.Runs.Reports;

/// <summary>What alarms said, divergences and retries, with the step of each.</summary>
internal static class HealthList
{
    /// <summary>The list; nothing where nothing went wrong.</summary>
    public static object[] Draw(RunFolder run)
    {
        var events = HealthEvents.Read(run);
        return events.Count == 0 ? [] :
        [
            new XElement("h2", "Warnings"),
            new XElement(
                "ul",
                new XAttribute("class", "warnings"),
                events.Select(happened => new XElement(
                    "li",
                    new XElement("strong", string.Create(CultureInfo.InvariantCulture, $"step {happened.Step:n0}, {happened.Name}")),
                    $" {happened.Message}"))),
        ];
    }
}
