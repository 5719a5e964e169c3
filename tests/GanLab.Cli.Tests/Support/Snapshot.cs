namespace GanLab.Cli.Tests.Support;

/// <summary>Texts that were agreed on, beside the tests.</summary>
internal static class Snapshot
{
    internal static string Read(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", name)).ReplaceLineEndings("\n");
}
