using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GanLab.Checkpoints;
using GanLab.Formats;

namespace GanLab.Cli.Inspection;

/// <summary>What a file says of itself as a table: a name and a value a line.</summary>
internal static class FactTable
{
    private const int LongestName = 100;

    /// <summary>Writes a line for each fact; of metrics and a configuration, which are JSON, one for each metric and section.</summary>
    internal static void Write(TextWriter output, IEnumerable<(string Name, string Value)> facts)
    {
        // Names and values are the file's and may hold commands for the terminal.
        var rows = facts.SelectMany(Rows).Select(row => (Name: OneLine.Of(row.Name, LongestName), Value: OneLine.Of(row.Value))).ToArray();
        var width = rows.Length == 0 ? 0 : rows.Max(row => row.Name.Length);
        foreach (var (name, value) in rows)
        {
            output.WriteLine($"  {name.PadRight(width)}  {value}");
        }
    }

    /// <summary>The facts in a checkpoint's header.</summary>
    internal static IEnumerable<(string Name, string Value)> Of(CheckpointHeader header)
    {
        yield return ("step", header.Step.ToString("n0", CultureInfo.InvariantCulture));
        yield return ("program_version", header.ProgramVersion);
        if (header.Dataset is { } dataset)
        {
            yield return ("dataset", dataset);
        }

        if (header.Shape is { } shape)
        {
            yield return ("shape", shape.ToString());
        }

        if (header.ClassNames.Count > 0)
        {
            yield return ("class_names", string.Join(", ", header.ClassNames));
        }

        if (header.DataHash is { } hash)
        {
            yield return ("data_hash", hash);
        }

        foreach (var (name, value) in header.Metrics)
        {
            yield return ($"metrics.{name}", value.ToString("g6", CultureInfo.InvariantCulture));
        }

        if (header.Configuration is { } configuration)
        {
            yield return ("configuration", configuration);
        }
    }

    private static IEnumerable<(string Name, string Value)> Rows((string Name, string Value) fact) =>
        fact.Name is "metrics" or "configuration" && Parse(fact) is { } entries ? entries : [fact];

    private static string OnOneLine(JsonObject section) => string.Join(' ', section.Select(setting => $"{setting.Key}={setting.Value}"));

    private static string Text(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<double>(out var number)
        ? number.ToString("g6", CultureInfo.InvariantCulture)
        : value?.ToJsonString() ?? "NaN";

    // Whatever is no JSON object is shown as it is.
    private static (string Name, string Value)[]? Parse((string Name, string Value) fact)
    {
        try
        {
            return (JsonNode.Parse(fact.Value, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject)?
                .Select(entry => ($"{fact.Name}.{entry.Key}", entry.Value is JsonObject section ? OnOneLine(section) : Text(entry.Value)))
                .ToArray();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // the others for half surrogate pairs
        }
    }
}
