using System.Globalization;
using GanLab.Configuration;

namespace GanLab.Cli.Benchmark;

/// <summary>Times steps when asked to, so that a script can let several programs take turns.</summary>
/// <remarks>
/// Says "ready DESCRIPTION", answers each line with one line, which begins with "error: " where it asks for none of these, and
/// ends with its input:
/// "run N": the median milliseconds of N steps;
/// "profile N": operations and bytes of one step, as <see cref="StepCost"/> counts them over N, or "unknown";
/// "memory": the most bytes held so far, or "unknown"; "parameters": those of the generator and of the discriminator.
/// </remarks>
internal static class TimingServer
{
    private const string Unknown = "unknown";

    /// <summary>Serves until the input ends.</summary>
    internal static void Run(StepTimer timer, TextReader input, TextWriter output)
    {
        output.WriteLine($"ready {timer.Description}");
        output.Flush();
        while (input.ReadLine() is { } line)
        {
            output.WriteLine(AnswerOrError(timer, line));
            output.Flush();
        }
    }

    private static string AnswerOrError(StepTimer timer, string line)
    {
        try
        {
            return Answer(timer, line);
        }
        catch (ConfigException exception)
        {
            return $"error: {exception.Message}";
        }
    }

    private static string Answer(StepTimer timer, string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["run", var count] => timer.Run(StepTimer.ReadCount("run", count)).ToString("f2", CultureInfo.InvariantCulture),
        ["profile", var count] => timer.Cost(StepTimer.ReadCount("profile", count)) is { } cost
            ? string.Create(CultureInfo.InvariantCulture, $"{cost.Operations:f0} {cost.Bytes:f0}")
            : Unknown,
        ["memory"] => timer.PeakMemory?.ToString(CultureInfo.InvariantCulture) ?? Unknown,
        ["parameters"] => string.Create(CultureInfo.InvariantCulture, $"{timer.Parameters.Generator} {timer.Parameters.Discriminator}"),
        _ => throw new ConfigException($"Expected 'run N', 'profile N', 'memory' or 'parameters', not '{line}'."),
    };
}
