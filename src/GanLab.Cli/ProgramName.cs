namespace GanLab.Cli;

/// <summary>What to write at the prompt to start this program again.</summary>
internal static class ProgramName
{
    /// <summary>"gan", or the script of a checkout that it was started by, as it was written.</summary>
    internal static string Shown => Environment.GetEnvironmentVariable("GANLAB_COMMAND") is { Length: > 0 } script ? script : "gan";
}
