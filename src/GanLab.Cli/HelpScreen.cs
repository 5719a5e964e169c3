using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GanLab.Cli.Commands;

namespace GanLab.Cli;

/// <summary>The help of a command: what it does, how it is written, its options and an example.</summary>
internal sealed class HelpScreen : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) => Write(parseResult);

    /// <summary>Writes the help of the command that was given, and succeeds.</summary>
    internal static int Write(ParseResult result)
    {
        var (command, output) = (result.CommandResult.Command, result.InvocationConfiguration.Output);
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine($"Usage: {Usage(command)}");
        Section(output, "Commands", command.Subcommands.Select(sub => (sub.Name, sub.Description!)));
        Section(output, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description!)));
        Section(output, "Options", command.Options.Where(option => option is not HelpOption).Select(option => (Form(option), option.Description!)));
        if (command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine("'gan COMMAND --help' shows the options of a command. 'gan train' alone trains something small.");
        }
        else if (command is ExampledCommand { Example: var example })
        {
            Section(output, "Example", [(example, "")]);
        }

        return ExitCode.Done;
    }

    private static string Usage(Command command)
    {
        if (command is RootCommand)
        {
            return "gan COMMAND [options]";
        }

        if (command.Subcommands.Count > 0)
        {
            return $"gan {CommandPath.Of(command)} COMMAND [options]";
        }

        var arguments = string.Concat(command.Arguments.Select(argument => $" {argument.Name}"));
        var required = string.Concat(command.Options.Where(option => option.Required).Select(option => $" {Form(option)}"));
        return $"gan {CommandPath.Of(command)}{arguments}{required}{(command.Options.Any(option => !option.Required) ? " [options]" : "")}";
    }

    private static string Form(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static void Section(TextWriter output, string title, IEnumerable<(string Left, string Right)> rows)
    {
        var lines = rows.ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        var width = lines.Max(line => line.Left.Length);
        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach (var (left, right) in lines)
        {
            output.WriteLine($"  {left.PadRight(width)}  {right}".TrimEnd());
        }
    }
}
