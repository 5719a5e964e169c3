using GanLab.Cli.Tests.Support;
using GanLab.Runs;

namespace GanLab.Cli.Tests.Training;

/// <summary>A run folder belongs to one process at a time.</summary>
public sealed class RunInUseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Run => folder.In("runs", "00000-mlp-ring8");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_that_is_in_use_is_not_resumed()
    {
        Tiny.Points(folder.In("runs"), "--steps", "2");

        using (RunLock.Take(RunFolder.Open(Run)))
        {
            Gan.Run("train", "--resume", Run, "--steps", "4").Fails(1, Run, $"process {Environment.ProcessId} on the host", "in use");
        }

        Assert.Equal(0, Gan.Run("train", "--resume", Run, "--steps", "4").ExitCode);
    }

    [Fact]
    public void Resuming_clears_away_what_a_killed_process_left()
    {
        Tiny.Points(folder.In("runs"), "--steps", "2");
        var left = Path.Combine(Run, "checkpoints", $".000004.{new string('0', 32)}.tmp");
        Directory.CreateDirectory(left);

        Gan.Run("train", "--resume", Run, "--steps", "4");

        Assert.False(Directory.Exists(left));
        Assert.Equal(["000002", "000004", "latest"], Directory.EnumerateFileSystemEntries(Path.Combine(Run, "checkpoints")).Select(Path.GetFileName).Order());
    }
}
