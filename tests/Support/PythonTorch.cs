using System.ComponentModel;
using System.Diagnostics;

namespace GanLab.Testing;

/// <summary>A Python that can import torch, if this machine has one: the judge of what is compatible.</summary>
internal static class PythonTorch
{
    private static readonly Lazy<string?> Interpreter = new(
        () => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Try(python, "import torch").ExitCode == 0));

    public static bool IsAbsent => Interpreter.Value is null;

    /// <summary>Where it is.</summary>
    public static string Path => Interpreter.Value!;

    /// <summary>Skips the test where there is none.</summary>
    public static void Require() =>
        Skip.If(IsAbsent, "needs a python3 with torch (Debian: apt install python3-torch)");

    /// <summary>Runs <paramref name="script"/> and returns what it printed; fails the test if it fails.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var (exitCode, output, error) = Try(Interpreter.Value!, script, arguments);
        Assert.True(exitCode == 0, $"Python ended with {exitCode}: {error}");
        return output;
    }

    /// <summary>Runs a program that is a file, however it ends.</summary>
    public static (int ExitCode, string Output, string Error) RunFile(string path, params string[] arguments) =>
        Start(Interpreter.Value!, [path, .. arguments]);

    internal static (int ExitCode, string Output, string Error) Try(string python, string script, params string[] arguments) =>
        Start(python, ["-c", script, .. arguments]);

    private static (int ExitCode, string Output, string Error) Start(string python, string[] arguments)
    {
        var start = new ProcessStartInfo(python, ["-W", "ignore", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception)
        {
            return (-1, "", "absent");
        }
    }
}
