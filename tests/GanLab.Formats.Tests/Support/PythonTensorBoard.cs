namespace GanLab.Formats.Tests.Support;

/// <summary>A Python that can import tensorboard, if this machine has one.</summary>
internal static class PythonTensorBoard
{
    public const string WhyAbsent = "needs a python3 with tensorboard (pip install tensorboard)";

    private static readonly Lazy<string?> Interpreter = new(() => new[] { "/usr/bin/python3", "python3" }
        .FirstOrDefault(python => PythonTorch.Try(python, "import tensorboard").ExitCode == 0));

    public static bool IsAbsent => Interpreter.Value is null;

    /// <summary>Runs <paramref name="script"/> and returns what it printed; fails the test if it fails.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var (exitCode, output, error) = PythonTorch.Try(Interpreter.Value!, script, arguments);
        Assert.True(exitCode == 0, $"Python ended with {exitCode}: {error}");
        return output;
    }
}
