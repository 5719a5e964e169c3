using System.Globalization;
using GanLab.Configuration;

namespace GanLab.Cli.Benchmark;

/// <summary>Times steps when asked to, so that a script can let two programs take turns.</summary>
/// <remarks>Says "ready DESCRIPTION"; answers each line "run N" with the median milliseconds of N steps; ends with its input.</remarks>
internal static class TimingServer
{
    /// <summary>Serves until the input ends.</summary>
    /// <exception cref="ConfigException">A line is no "run N".</exception>
    internal static void Run(StepTimer timer, TextReader input, TextWriter output)
    {
        output.WriteLine($"ready {timer.Description}");
        output.Flush();
        while (input.ReadLine() is { } line)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["run", var count])
            {
                throw new ConfigException($"gan bench --serve: expected 'run N', got '{line}'.");
            }

            var milliseconds = timer.Run(StepTimer.ReadCount("run", count));
            output.WriteLine(milliseconds.ToString("f2", CultureInfo.InvariantCulture));
            output.Flush();
        }
    }
}
