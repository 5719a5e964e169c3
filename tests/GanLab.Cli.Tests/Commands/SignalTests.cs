using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests.Commands;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Run => folder.In("runs", "00000-mlp-ring8");

    // Trains for ever.
    private GanProcess Start(string checkpointEvery)
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        return GanProcess.Start(
            "train", "--dataset", "ring8", "--out", folder.In("runs"), "--steps", "100000000", "--checkpoint-every", checkpointEvery,
            "--set", "compute.threads=1", "--set", "run.logEvery=1");
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_finishes_the_step_saves_and_exits_with_130(string signal)
    {
        using var program = Start(checkpointEvery: "0");
        program.WaitFor("step");

        program.Send(signal);
        var result = program.Finish();

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("everything is saved. Go on with: gan train --resume", result.Error, StringComparison.Ordinal);
        Assert.Contains("g.pt", result.Output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(Run, "checkpoints")));
    }

    /// <summary>Checkpoints are written without a pause, so that the signals come while one is.</summary>
    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("INT", "TERM")] // the second ends the program at once
    public void The_last_checkpoint_is_whole_when_signals_come_while_it_is_written(params string[] signals)
    {
        using (var program = Start(checkpointEvery: "1"))
        {
            // The line comes before the checkpoint of its step, which waits for the one before: that of step 1 is whole.
            program.WaitFor("step");
            program.WaitFor("step");
            program.WaitFor("step");
            program.Send(signals);
            Assert.NotEqual(0, program.Finish().ExitCode);
        }

        var resumed = Gan.Run("train", "--resume", Run, "--max-minutes", "0.00001");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Matches("going on from step [1-9]", resumed.Error);
        Assert.DoesNotContain("passed over", resumed.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_signal_ends_a_measurement_after_its_step()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        using var program = GanProcess.Start("bench", "--model", "mlp", "--steps", "1000000", "--threads", "1");
        program.WaitFor("libtorch");

        program.Send("TERM");
        var result = program.Finish();

        Assert.Equal(130, result.ExitCode);
        Assert.StartsWith("Stopping after this step", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [SkippableFact]
    public void A_second_signal_does_not_wait_for_the_step()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        using var program = GanProcess.Start(
            "train", "--dataset", "ring8", "--out", folder.In("runs"), "--steps", "2", "--batch", "1024", "--k", "1000", // a step takes minutes
            "--set", "compute.threads=1", "--set", "model.generatorWidth=512", "--set", "model.discriminatorWidth=512");
        program.WaitFor("device");
        program.WaitFor("run");

        program.Send("INT", "TERM");
        var result = program.Finish();

        Assert.NotEqual(0, result.ExitCode);
        Assert.DoesNotContain("saved", result.Error, StringComparison.Ordinal);
    }
}
