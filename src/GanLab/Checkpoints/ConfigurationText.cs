using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GanLab.Checkpoints;

/// <summary>The configuration of a run, as a text of JSON in a model file.</summary>
internal static class ConfigurationText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Whether a text from a file is a JSON object, at most 8 deep, with no name twice and no half surrogate pair.</summary>
    internal static bool IsSound(string text)
    {
        try
        {
            _ = Portable(text);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The configuration without where a run's files lay: that is not the model's, and would make equal models unequal.</summary>
    /// <exception cref="JsonException">It is no JSON object of that kind; half surrogate pairs give other exceptions.</exception>
    internal static string Portable(string configuration)
    {
        var sections = JsonNode.Parse(configuration, documentOptions: Strict) as JsonObject ?? throw new JsonException("A configuration is an object.");
        sections.Remove("run");
        foreach (var (section, path) in (ReadOnlySpan<(string, string)>)[("data", "directory"), ("training", "initFrom")])
        {
            if (sections[section] is JsonObject settings && settings.ContainsKey(path))
            {
                settings[path] = "";
            }
        }

        return sections.ToJsonString(Json);
    }
}
