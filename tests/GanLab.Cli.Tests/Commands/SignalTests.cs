using System.Diagnostics;
using System.Globalization;

namespace GanLab.Cli.Tests.Commands;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_finishes_the_step_saves_and_exits_with_130(string signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        using var program = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "gan.dll"), "train", "--dataset", "ring8", "--out", folder.In("runs"), "--steps", "100000000",
            "--checkpoint-every", "0", "--set", "compute.threads=1", "--set", "run.logEvery=1",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        while (program.StandardError.ReadLine() is { } line && !line.StartsWith("step", StringComparison.Ordinal))
        {
        }

        using var kill = Process.Start("kill", [$"-{signal}", program.Id.ToString(CultureInfo.InvariantCulture)]);
        var error = program.StandardError.ReadToEnd();
        var output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();

        Assert.Equal(130, program.ExitCode);
        Assert.Contains("everything is saved. Go on with: gan train --resume", error, StringComparison.Ordinal);
        Assert.Contains("g.pt", output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateDirectories(folder.In("runs", "00000-mlp-ring8", "checkpoints")));
    }
}
