using System.Reflection;
using System.Runtime.InteropServices;
using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Formats;
using GanLab.Imaging;
using GanLab.Runs;

namespace GanLab.Cli;

/// <summary>Turns an exception into a message for people and an exit code. The whole trace is shown on request only.</summary>
internal static class ErrorReport
{
    /// <summary>The variable of the environment that asks for traces, when it is "1".</summary>
    internal const string TraceVariable = "GANLAB_TRACE";

    private const int DiskFullOnUnix = 28; // ENOSPC
    private const int DiskFullOnWindows = unchecked((int)0x80070070); // ERROR_DISK_FULL
    private const string KeepsWhatWasSaved = "Whatever was saved before is still there, whole.";

    /// <summary>Writes the message and returns the exit code.</summary>
    internal static int Write(Exception exception, TextWriter error)
    {
        var cause = Unwrap(exception);
        foreach (var line in Describe(cause))
        {
            error.WriteLine($"gan: {line}");
        }

        if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
        {
            error.WriteLine(exception);
        }

        return cause is ConfigException ? ExitCode.Misuse : ExitCode.Failed;
    }

    private static IEnumerable<string> Describe(Exception exception) => exception switch
    {
        ConfigException config => config.Problems,
        IOException { HResult: DiskFullOnUnix or DiskFullOnWindows } =>
            [$"{Sentence(exception)} Free some space, or choose another disk with --out. {KeepsWhatWasSaved}"],
        FileInUseException => [Sentence(exception)],
        FileNotFoundException or DirectoryNotFoundException => [$"{Sentence(exception)} Check the path."],
        UnauthorizedAccessException => [$"{Sentence(exception)} Change the permissions, or choose another place."],
        IOException => [$"{Sentence(exception)} Check the path, or choose another place."],
        // libtorch refused something. What TorchSharp adds after the first line is a trace of C++.
        ExternalException => [exception.Message.Split('\n')[0].Trim()],
        OutOfMemoryException => ["The memory does not suffice. Use a smaller --batch, --size or --n."],
        _ when SaysItAll(exception) => [Sentence(exception)],
        _ =>
        [
            $"unexpected error: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}",
            $"This is a defect in GanLab. Please report it with the command you typed and the output of it with {TraceVariable}=1 set.",
        ],
    };

    private static bool SaysItAll(Exception exception) => exception is MalformedFileException or CheckpointMismatchException
        or RunInUseException or DatasetUnavailableException or ImageLibraryMissingException or ResultsLostException || Engine.IsMissing(exception);

    // The runtime wraps what a static constructor or a parallel loop threw.
    private static Exception Unwrap(Exception exception) => exception switch
    {
        TypeInitializationException or TargetInvocationException or AggregateException when exception.InnerException is { } inner => Unwrap(inner),
        _ => exception,
    };

    private static string Sentence(Exception exception) => $"{exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')}.";
}
