using System.CommandLine;

namespace GanLab.Cli;

/// <summary>The two streams that a command writes to: results on one, everything else on the other.</summary>
/// <param name="output">For results.</param>
/// <param name="error">For messages and progress.</param>
internal sealed class Screen(TextWriter output, TextWriter error)
{
    /// <summary>Where results go.</summary>
    internal TextWriter Output { get; } = output;

    /// <summary>Where messages and progress go.</summary>
    internal TextWriter Error { get; } = error;

    /// <summary>Whether somebody watches the messages, so that a line may be drawn over.</summary>
    internal bool IsInteractive { get; } = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>The streams that a command was started with.</summary>
    internal static Screen Of(ParseResult result) => new(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
}
