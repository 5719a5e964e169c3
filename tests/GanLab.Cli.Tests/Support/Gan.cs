namespace GanLab.Cli.Tests.Support;

/// <summary>Runs the program within the test and keeps what it said.</summary>
internal sealed record Gan(int ExitCode, string Output, string Error)
{
    internal IReadOnlyList<string> OutputLines => Lines(Output);

    internal IReadOnlyList<string> ErrorLines => Lines(Error);

    internal static Gan Run(params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var code = GanProgram.Run(args, output, error);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        return new Gan(code, output.ToString(), error.ToString());
    }

    /// <summary>One clear message: the exit code, a line on stderr with these words, and nothing on stdout.</summary>
    internal void Fails(int code, params string[] words)
    {
        Assert.True(code == ExitCode, $"exit code {ExitCode}, not {code}:\n{Error}");
        Assert.Empty(Output);
        var message = Assert.Single(ErrorLines, line => line.StartsWith("gan: ", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
