using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GanLab.Soak;

/// <summary>The program in a process of its own, which can be watched, signalled and killed.</summary>
internal sealed class GanProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly ManualResetEventSlim training = new();

    private GanProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gan.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => training.Set();
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The number of the process.</summary>
    internal int Id => process.Id;

    /// <summary>Whether it still runs.</summary>
    internal bool IsRunning => !process.HasExited;

    /// <summary>Everything it said so far, results and messages.</summary>
    internal string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Starts it and returns at once.</summary>
    internal static GanProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        new(arguments, environment);

    /// <summary>Runs it to its end; the exit code must be <paramref name="expected"/>.</summary>
    internal static string Run(int expected, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var program = Start(arguments, environment);
        program.MustEndWith(expected);
        return program.Said;
    }

    /// <summary>Waits until the first line of metrics, or the end.</summary>
    internal void WaitUntilItTrains() => training.Wait();

    /// <summary>Sends a signal, such as "INT", so many times in quick succession.</summary>
    internal void Signal(string name, int times = 1)
    {
        var once = string.Create(CultureInfo.InvariantCulture, $"kill -{name} {Id}");
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", string.Join("; ", Enumerable.Repeat(once, times))]) { RedirectStandardError = true })!;
        shell.WaitForExit();
    }

    /// <summary>Waits for the end, and requires the exit code.</summary>
    internal void MustEndWith(int expected)
    {
        process.WaitForExit();
        BrokenPromiseException.Unless(
            process.ExitCode == expected, $"exit code {process.ExitCode} instead of {expected}: {Said}");
    }

    /// <summary>Ends it as kill -9 and the power cut do: without a word.</summary>
    internal void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
        training.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (said)
        {
            said.AppendLine(line);
        }

        if (line.StartsWith("step", StringComparison.Ordinal))
        {
            training.Set();
        }
    }
}
