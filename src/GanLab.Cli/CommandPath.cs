using System.CommandLine;

namespace GanLab.Cli;

/// <summary>How a command is typed: "train", or "data check" for a command of a group.</summary>
internal static class CommandPath
{
    /// <summary>The words after "gan".</summary>
    internal static string Of(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand) is { } group
            ? $"{Of(group)} {command.Name}"
            : command.Name;
}
