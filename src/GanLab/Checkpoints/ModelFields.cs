using System.Globalization;
using System.Text.Json;
using GanLab.Formats.TorchArchive;

namespace GanLab.Checkpoints;

/// <summary>The named values of a model file, as the two formats carry them.</summary>
/// <remarks>
/// A torch.save archive has texts, whole numbers and lists of texts. safetensors has texts only: there a number is its digits
/// and a list is JSON. Floats do not occur, because the safe loader of PyTorch 1.13 refuses them outside tensors.
/// </remarks>
/// <param name="path">What errors call the file.</param>
/// <param name="values">The values; those that are no text, number or list are not looked at.</param>
internal sealed class ModelFields(string path, PickleDictionary values)
{
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>A text.</summary>
    /// <exception cref="CheckpointMismatchException">It is missing or of another kind.</exception>
    internal string Text(string key) => OptionalText(key) ?? throw Absent(key);

    /// <summary>A text that earlier versions did not have; null where it is missing.</summary>
    internal string? OptionalText(string key) => values.TryGet<PickleString>(key, out var text) ? text.Value : null;

    /// <summary>A whole number.</summary>
    /// <exception cref="CheckpointMismatchException">It is missing or of another kind.</exception>
    internal long Number(string key) =>
        values.TryGet<PickleInteger>(key, out var number) ? number.Value
        : long.TryParse(OptionalText(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits) ? digits
        : throw Absent(key);

    /// <summary>A whole number in a range.</summary>
    /// <exception cref="CheckpointMismatchException">It is missing, of another kind or outside.</exception>
    internal int Number(string key, int minimum, int maximum)
    {
        var number = Number(key);
        return number >= minimum && number <= maximum
            ? (int)number
            : throw CheckpointMismatchException.Impossible(path, key, $"is {number}, outside [{minimum}, {maximum}]");
    }

    /// <summary>A list of texts.</summary>
    /// <exception cref="CheckpointMismatchException">It is missing or of another kind.</exception>
    internal IReadOnlyList<string> Names(string key) =>
        values.TryGet<PickleSequence>(key, out var list)
            ? [.. list.Items.Select(item => (item as PickleString)?.Value ?? throw Absent(key))]
            : FromJson<string[]>(key) is { } names && !names.Contains(null!) ? names : throw Absent(key);

    /// <summary>Numbers by name, written as a JSON object in a text; null stands for NaN. Empty where it is missing.</summary>
    /// <exception cref="CheckpointMismatchException">It is of another kind.</exception>
    internal IReadOnlyDictionary<string, double> Metrics(string key) => values.Keys.Contains(key)
        ? MetricValues.FromJson(FromJson<Dictionary<string, double?>>(key) ?? throw Absent(key))
        : new Dictionary<string, double>();

    /// <summary>A configuration that earlier versions did not have; null where it is missing or empty.</summary>
    /// <exception cref="CheckpointMismatchException">It is of another kind, or not what <see cref="ConfigurationText"/> asks for.</exception>
    internal string? Configuration(string key) =>
        !values.Keys.Contains(key) ? null
        : OptionalText(key) is not { } text ? throw Absent(key)
        : text.Length == 0 ? null
        : ConfigurationText.IsSound(text) ? text
        : throw CheckpointMismatchException.Impossible(path, key, "is not the JSON object of settings that it should be");

    /// <summary>The text that <see cref="Metrics"/> reads.</summary>
    internal static string Text(IReadOnlyDictionary<string, double> metrics) => JsonSerializer.Serialize(MetricValues.ToJson(metrics));

    /// <summary>The values as safetensors have them.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> ToMetadata(PickleDictionary values) => values.Select(pair => KeyValuePair.Create(
        pair.Key,
        pair.Value switch
        {
            PickleString text => text.Value,
            PickleInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
            PickleSequence list => JsonSerializer.Serialize(list.Items.Cast<PickleString>().Select(item => item.Value)),
            _ => throw new NotSupportedException($"A model file holds no {pair.Value.PythonType}."),
        }));

    private T? FromJson<T>(string key)
        where T : class
    {
        try
        {
            return OptionalText(key) is { } text ? JsonSerializer.Deserialize<T>(text, Strict) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // the others for half surrogate pairs
        }
    }

    private CheckpointMismatchException Absent(string key) => CheckpointMismatchException.Entry(path, key, "is missing or of another kind");
}
