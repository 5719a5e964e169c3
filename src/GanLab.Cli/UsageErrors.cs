using System.CommandLine;
using System.CommandLine.Parsing;
using GanLab.Configuration;

namespace GanLab.Cli;

/// <summary>Says what is wrong with a command line that could not be understood, one line a problem.</summary>
internal static class UsageErrors
{
    /// <summary>Writes the problems and returns the exit code of misuse.</summary>
    internal static int Write(ParseResult result, TextWriter error)
    {
        var command = result.CommandResult.Command;
        // The word after an unknown option is most likely its value and needs no line of its own.
        var options = result.UnmatchedTokens.Where(IsOption).ToArray();
        // An unmatched word is named by the parser too; our line also knows what may have been meant.
        var problems = (options.Length > 0 ? options : result.UnmatchedTokens).Select(token => Unknown(token, command))
            .Concat(result.Errors.Where(problem => !result.UnmatchedTokens.Any(token => Names(problem, token))).Select(problem => problem.Message));
        foreach (var problem in problems.Distinct())
        {
            error.WriteLine($"gan: {problem}");
        }

        error.WriteLine(command is RootCommand ? "'gan --help' shows the commands." : $"'gan {CommandPath.Of(command)} --help' shows how it is written.");
        return ExitCode.Misuse;
    }

    private static bool Names(ParseError problem, string token) =>
        problem.SymbolResult is CommandResult && problem.Message.Contains($"'{token}'", StringComparison.Ordinal);

    private static bool IsOption(string token) => token.StartsWith('-');

    private static string Unknown(string token, Command command)
    {
        var isOption = IsOption(token);
        var known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(sub => sub.Name);
        var near = Suggestion.Nearest(token.Split('=')[0], known);
        var question = near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?";
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"Unknown {kind} '{token}'.{question}";
    }
}
