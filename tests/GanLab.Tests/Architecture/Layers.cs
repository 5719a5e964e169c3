namespace GanLab.Tests.Architecture;

/// <summary>The order of namespaces inside GanLab: each may use those on lines above its own.</summary>
internal static class Layers
{
    private static readonly string[][] Lines =
    [
        ["Configuration", "Randomness"],
        ["Acceleration"],
        ["Modules", "Imaging"],
        ["Models", "Losses", "Optimizers", "Data", "Augmentation"],
        ["Checkpoints", "Sampling", "Evaluation"],
        ["Training"],
        ["Runs"],
        ["Experiment"],
    ];

    /// <summary>Every name, the lowest first.</summary>
    public static IEnumerable<string> All => Lines.SelectMany(line => line);

    /// <summary>Whether code in the layer <paramref name="user"/> may mention the layer <paramref name="used"/>.</summary>
    public static bool MayUse(string user, string used) => user == used || LineOf(used) < LineOf(user);

    /// <summary>"GanLab.Data.Glyphs" is in the layer "Data"; null outside of GanLab.</summary>
    public static string? Of(string? dotted)
    {
        var parts = dotted?.Split('.') ?? [];
        return parts.Length > 1 && parts[0] == "GanLab" && All.Contains(parts[1]) ? parts[1] : null;
    }

    private static int LineOf(string layer) => Array.FindIndex(Lines, line => line.Contains(layer));
}
