using GanLab.Configuration;

namespace GanLab.Experiment;

/// <summary>Settings that are known to work, by name: each embedded file holds only the departures from the defaults.</summary>
public static class Presets
{
    private const string Prefix = "GanLab.Presets.";
    private const string Suffix = ".json";

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Presets).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The JSON text of a preset.</summary>
    /// <exception cref="ConfigException">There is none of that name; the message suggests the nearest.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(Presets).Assembly.GetManifestResourceStream(Prefix + name + Suffix)
            ?? throw new ConfigException(Suggestion.UnknownName("preset", name, Names));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The presets that apply by themselves to a choice of data set, model and loss, in the order to lay them over the defaults.</summary>
    public static IEnumerable<string> For(string dataset, string model, string loss) =>
        new[] { model, $"{dataset}-{model}", loss, $"{dataset}-{loss}" }.Where(Names.Contains);

    /// <summary>The model that a data set is best tried with first.</summary>
    public static string UsualModel(string dataset) => dataset == "ring8" ? "mlp" : "dcgan";
}
