using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GanLab.Configuration;

/// <summary>The settings that there are, read off the configuration records: path, type and allowed values of each.</summary>
internal static class ConfigSchema
{
    /// <summary>Every setting by its path, for instance "training.batchSize".</summary>
    internal static IReadOnlyDictionary<string, PropertyInfo> Settings { get; } =
        Find(typeof(ExperimentConfig), "").ToDictionary(pair => pair.Path, pair => pair.Property);

    private static IEnumerable<(string Path, PropertyInfo Property)> Find(Type record, string prefix) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
        {
            var path = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var isSection = property.PropertyType.Namespace == typeof(ExperimentConfig).Namespace && property.PropertyType.IsClass;
            return isSection ? Find(property.PropertyType, path + ".") : [(path, property)];
        });

    /// <summary>The value as the setting's type has it, or a sentence about why it cannot be.</summary>
    internal static (JsonNode? Value, string? Problem) Convert(string path, JsonNode? value)
    {
        var type = Settings[path].PropertyType;
        var text = value is JsonValue scalar && scalar.TryGetValue<string>(out var written) ? written : value?.ToJsonString() ?? "null";
        if (type.IsEnum)
        {
            var names = Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToArray();
            return names.Contains(text) ? (JsonValue.Create(text), null) : (null, Suggestion.UnknownName(path, text, names));
        }

        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        const NumberStyles Real = NumberStyles.Float;
        var invariant = CultureInfo.InvariantCulture;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 when int.TryParse(text, Whole, invariant, out var number) => (JsonValue.Create(number), null),
            TypeCode.Int64 when long.TryParse(text, Whole, invariant, out var number) => (JsonValue.Create(number), null),
            TypeCode.Double when double.TryParse(text, Real, invariant, out var number) && double.IsFinite(number) =>
                (JsonValue.Create(number), null),
            TypeCode.Boolean when bool.TryParse(text, out var flag) => (JsonValue.Create(flag), null),
            TypeCode.String when value is JsonValue => (JsonValue.Create(text), null),
            _ => (null, $"{path} takes {Wanted(type)}, not '{text}'."),
        };
    }

    /// <summary>What is wrong with a value of the right type, or null.</summary>
    internal static string? Check(string path, object value)
    {
        foreach (var rule in Settings[path].GetCustomAttributes<ValidationAttribute>().Where(rule => !rule.IsValid(value)))
        {
            var written = System.Convert.ToString(value, CultureInfo.InvariantCulture);
            return rule switch
            {
                RangeAttribute range => $"{path} is {written}, but must lie in [{Bound(range.Minimum)}, {Bound(range.Maximum)}{(range.MaximumIsExclusive ? ")" : "]")}.",
                AllowedValuesAttribute { Values: [string, ..] } allowed => Suggestion.UnknownName(path, written!, allowed.Values.Cast<string>()),
                AllowedValuesAttribute allowed => $"{path} is {written}, but must be one of {string.Join(", ", allowed.Values)}.",
                MinLengthAttribute => $"{path} must not be empty.",
                _ => $"{path} is {written}, which is not allowed.",
            };
        }

        return null;
    }

    private static string Bound(object bound) => System.Convert.ToString(bound, CultureInfo.InvariantCulture)!;

    private static string Wanted(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Double => "a number",
        TypeCode.Boolean => "true or false",
        _ => "text",
    };
}
