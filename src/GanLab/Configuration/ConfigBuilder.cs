using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using GanLab.Formats;

namespace GanLab.Configuration;

/// <summary>Builds a configuration from layers, each overriding those before, and reports everything wrong at once.</summary>
public sealed class ConfigBuilder
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Strict = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    private const int LargestFile = 1 << 20;
    private const int MostProblems = 40;

    private readonly JsonObject tree = (JsonObject)JsonSerializer.SerializeToNode(new ExperimentConfig(), Json)!;
    private readonly List<string> problems = [];

    /// <summary>The text of <paramref name="config"/> with every setting in it, as config.json holds it.</summary>
    public static string ToJson(ExperimentConfig config) => JsonSerializer.Serialize(config, Json);

    /// <summary>Lays the settings of a JSON file over those before.</summary>
    /// <param name="path">A file of at most 1 MiB in UTF-8, with or without a byte order mark.</param>
    public ConfigBuilder OverlayFile(string path)
    {
        try
        {
            return Overlay(OrdinaryFile.ReadAllBytes(path, LargestFile), path);
        }
        catch (MalformedFileException exception)
        {
            problems.Add(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"'{path}' cannot be read ({exception.Message.TrimEnd('.')}); check the path and the permissions.");
        }

        return this;
    }

    /// <summary>Lays the settings of a JSON text over those before.</summary>
    /// <param name="json">An object of objects, with only the departures.</param>
    /// <param name="source">Where the text comes from, for messages.</param>
    public ConfigBuilder Overlay(string json, string source) => Overlay(Encoding.UTF8.GetBytes(json), source);

    /// <summary>The same for a text in UTF-8, with or without a byte order mark.</summary>
    /// <param name="json">An object of objects, with only the departures.</param>
    /// <param name="source">Where the text comes from, for messages.</param>
    public ConfigBuilder Overlay(ReadOnlySpan<byte> json, string source)
    {
        var text = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        if (!Utf8.IsValid(text))
        {
            problems.Add($"{source} is not JSON: it is not in UTF-8.");
            return this;
        }

        try
        {
            if (JsonNode.Parse(text, documentOptions: Strict) is JsonObject layer)
            {
                Merge(layer, "", source);
            }
            else
            {
                problems.Add($"{source} must hold a JSON object.");
            }
        }
        catch (JsonException exception)
        {
            problems.Add($"{source} is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // The library's way to refuse an escape for half a surrogate pair.
            problems.Add($"{source} is not JSON: a text in it is no Unicode.");
        }

        return this;
    }

    /// <summary>Sets one value as "--set path=value" does.</summary>
    public ConfigBuilder Set(string assignment)
    {
        var split = assignment.IndexOf('=');
        if (split < 0)
        {
            problems.Add($"--set takes path=value, for instance training.batchSize=32, not '{assignment}'.");
            return this;
        }

        return Set(assignment[..split].Trim(), assignment[(split + 1)..].Trim(), "--set");
    }

    /// <summary>Sets the value at <paramref name="path"/>, for instance "training.batchSize".</summary>
    /// <param name="path">Section and name, with a dot between.</param>
    /// <param name="value">As text, numbers in the invariant culture.</param>
    /// <param name="source">Where the value comes from, for messages.</param>
    public ConfigBuilder Set(string path, string value, string source)
    {
        Put(path, JsonValue.Create(value), source);
        return this;
    }

    /// <summary>Adds a problem that was found outside, to be reported with the others.</summary>
    public ConfigBuilder Reject(string problem)
    {
        problems.Add(problem);
        return this;
    }

    /// <summary>The value that a setting has so far, as text.</summary>
    public string Get(string path)
    {
        var parts = path.Split('.');
        return tree[parts[0]]![parts[1]]!.ToString();
    }

    /// <summary>The values so far, whatever may be wrong with them: for checks of several settings together.</summary>
    internal ExperimentConfig Draft() => tree.Deserialize<ExperimentConfig>(Json)!;

    /// <summary>The configuration.</summary>
    /// <exception cref="ConfigException">Something was wrong in any layer, or with the values together.</exception>
    public ExperimentConfig Build()
    {
        var config = Draft();
        foreach (var (path, property) in ConfigSchema.Settings)
        {
            var section = typeof(ExperimentConfig).GetProperty(path.Split('.')[0], IgnoringCase)!.GetValue(config);
            if (ConfigSchema.Check(path, property.GetValue(section)!) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (config.Training is { Steps: 0, Epochs: 0, MaxMinutes: 0 })
        {
            problems.Add("training.steps, training.epochs and training.maxMinutes are all 0; one of them must say when to stop.");
        }

        return problems.Count == 0 ? config : throw new ConfigException([.. problems.Distinct()]);
    }

    private const System.Reflection.BindingFlags IgnoringCase = System.Reflection.BindingFlags.IgnoreCase
        | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance;

    private void Merge(JsonObject layer, string prefix, string source)
    {
        foreach (var (name, value) in layer)
        {
            var path = prefix + name;
            if (value is JsonObject section && tree.ContainsKey(path))
            {
                Merge(section, path + ".", source);
            }
            else
            {
                Put(path, value, source);
            }
        }
    }

    private void Put(string path, JsonNode? value, string source)
    {
        if (problems.Count >= MostProblems)
        {
            return; // a file of thousands is none of settings, and nobody reads them all
        }

        if (!ConfigSchema.Settings.ContainsKey(path))
        {
            var near = Suggestion.Nearest(path, ConfigSchema.Settings.Keys);
            var question = near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : "";
            problems.Add($"{source}: there is no setting '{path}'.{question} 'gan train --dry-run' shows them all.");
            return;
        }

        var (converted, problem) = ConfigSchema.Convert(path, value);
        if (problem is not null)
        {
            problems.Add($"{source}: {problem}");
            return;
        }

        var parts = path.Split('.');
        tree[parts[0]]![parts[1]] = converted;
    }
}
