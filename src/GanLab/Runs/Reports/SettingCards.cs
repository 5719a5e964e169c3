using System.Text.Json.Nodes;
using System.Xml.Linq;
using GanLab.Configuration;

namespace GanLab.Runs.Reports;

/// <summary>Every setting, a card for each section; those that depart from the defaults stand out.</summary>
internal static class SettingCards
{
    public static XElement Draw(ExperimentConfig config)
    {
        var defaults = Tree(new ExperimentConfig());
        return new XElement(
            "div",
            new XAttribute("class", "cards"),
            Tree(config).Select(section => new XElement(
                "table",
                new XElement("caption", section.Key),
                section.Value!.AsObject().Select(setting =>
                    Row(setting.Key, Shown(setting.Value), Shown(defaults[section.Key]![setting.Key]))))));
    }

    private static XElement Row(string name, string value, string usual) => new(
        "tr",
        value == usual ? null : new object[] { new XAttribute("class", "departs"), new XAttribute("title", $"default: {usual}") },
        new XElement("th", name),
        new XElement("td", value));

    private static JsonObject Tree(ExperimentConfig config) => JsonNode.Parse(ConfigBuilder.ToJson(config))!.AsObject();

    private static string Shown(JsonNode? value) => value?.ToString() is { Length: > 0 } text ? text : "–";
}
