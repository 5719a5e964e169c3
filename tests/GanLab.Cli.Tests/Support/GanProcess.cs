using System.Diagnostics;
using System.Globalization;

namespace GanLab.Cli.Tests.Support;

/// <summary>The program in a process of its own, which can be sent signals.</summary>
internal sealed class GanProcess : IDisposable
{
    private readonly Process process;

    private GanProcess(Process process) => this.process = process;

    internal static GanProcess Start(params string[] args) => new(Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gan.dll"), .. args])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!);

    /// <summary>Reads on until a line on stderr starts with <paramref name="start"/>.</summary>
    internal void WaitFor(string start)
    {
        string? line;
        do
        {
            line = process.StandardError.ReadLine();
            Assert.True(line is not null, $"The program ended before a line that starts with '{start}'.");
        }
        while (!line.StartsWith(start, StringComparison.Ordinal));
    }

    /// <summary>Sends signals, one right after the other.</summary>
    internal void Send(params string[] signals)
    {
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        using var shell = Process.Start("sh", ["-c", string.Join("; ", signals.Select(signal => $"kill -{signal} {id}"))]);
        shell.WaitForExit();
    }

    /// <summary>What it said from here on, once it has ended.</summary>
    internal Gan Finish()
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new Gan(process.ExitCode, output.Result, error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
