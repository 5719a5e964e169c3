using System.Text.Json.Nodes;

namespace GanLab.Configuration;

/// <summary>A setting in which two configurations differ.</summary>
/// <param name="Path">Section and name, for instance "training.batchSize".</param>
/// <param name="From">The value in the first, as --set takes it.</param>
/// <param name="To">The value in the second.</param>
public sealed record SettingChange(string Path, string From, string To)
{
    /// <summary>Every setting that is not the same, in the order of the sections.</summary>
    public static IReadOnlyList<SettingChange> Between(ExperimentConfig from, ExperimentConfig to)
    {
        var (before, after) = (JsonNode.Parse(ConfigBuilder.ToJson(from))!, JsonNode.Parse(ConfigBuilder.ToJson(to))!);
        return
        [
            .. ConfigSchema.Settings.Keys
                .Select(path => new SettingChange(path, Value(before, path), Value(after, path)))
                .Where(change => change.From != change.To),
        ];
    }

    private static string Value(JsonNode tree, string path) =>
        path.Split('.').Aggregate(tree, (node, name) => node[name]!).ToString();
}
