using System.Diagnostics;
using System.Runtime.Versioning;

namespace GanLab.Cli.Tests;

/// <summary>The script gan in a checkout of its own, with a program that says which of its streams are open.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LauncherTests()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no bash on Windows.");
        Executable("gan", File.ReadAllText(Repository.PathOf("gan")));
        Executable("eng/setup.sh", "#!/bin/sh\n");
        Executable("eng/build.sh", "#!/bin/sh\n");
        Executable("artifacts/bin/GanLab.Cli/release/gan", """
            #!/bin/bash
            for stream in 0 1 2; do [[ ! -e /dev/fd/$stream ]] || printf '%s' "$stream" >&1; done

            """);
    }

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("")]
    [InlineData("<&-")]
    [InlineData("2>&-")]
    [InlineData("<&- 2>&-")]
    public void The_program_never_starts_with_a_closed_stream(string redirections) => Assert.Equal((0, "012", ""), Start(redirections));

    [SkippableFact]
    public void Without_a_stdout_it_says_so_and_does_nothing()
    {
        var (code, output, error) = Start(">&-");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("gan: stdout is closed", error, StringComparison.Ordinal);
    }

    private void Executable(string name, string content) =>
        File.SetUnixFileMode(folder.Write(name, content), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private (int Code, string Output, string Error) Start(string redirections)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"'{folder.In("gan")}' {redirections}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ROOT"] = "/";
        using var script = Process.Start(start)!;
        var (output, error) = (script.StandardOutput.ReadToEnd(), script.StandardError.ReadToEnd());
        script.WaitForExit();
        return (script.ExitCode, output, error);
    }
}
