using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GanLab.Cli.Commands;

namespace GanLab.Cli;

/// <summary>The whole program behind <c>Main</c>: parses, runs the command and turns whatever goes wrong into a message.</summary>
internal static class GanProgram
{
    // "--out @folder" is a folder called @folder, and "-nb" is a mistake.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs the program and returns its exit code.</summary>
    /// <param name="args">As typed, without the program's name.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For messages and progress.</param>
    internal static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        try
        {
            var result = CreateRoot().Parse(args, Parsing);
            return result.Action is ParseErrorAction
                ? UsageErrors.Write(result, error)
                : result.Invoke(new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                });
        }
        catch (Exception exception)
        {
            return ErrorReport.Write(exception, error);
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("Trains, samples and inspects generative adversarial networks.")
        {
            new TrainCommand(),
            new SampleCommand(),
            new ExportCommand(),
            new ListCommand(),
            new InspectCommand(),
            new DoctorCommand(),
            new BenchCommand(),
            new DataCommand(),
        };
        root.SetAction(HelpScreen.Write);
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption help:
                    help.Description = "Show this help; after a command, the help of that command.";
                    help.Action = new HelpScreen();
                    break;
                case VersionOption version:
                    version.Description = "Show the version.";
                    version.Action = new VersionLine();
                    break;
            }
        }

        return root;
    }

    private sealed class VersionLine : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(typeof(GanProgram).Assembly.GetName().Version!.ToString(3));
            return ExitCode.Done;
        }
    }
}
