using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Tests.Training.Health;
using GanLab.Training;

namespace GanLab.Tests.Runs;

public sealed class PublishedCurveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A run of 200,000 steps whose quality is that of the published one, saved every 2,000.</summary>
    [Fact]
    public void Of_the_published_DCGAN_step_42000_is_kept_beside_the_last()
    {
        using var run = Some.QuickRun($"run.directory={folder.Path}", "run.checkpointEvery=2000", "run.keepCheckpoints=1", "run.keepBest=1");
        var files = RunFolder.Create(run.Config, 1);
        using var writer = new CheckpointWriter(files, run.Config.Run, run.Describe);

        foreach (var (i, fid) in PublishedCurve.DcganFid.Index())
        {
            run.State.Step = 2000 * (i + 1);
            writer.OnMetrics(run.State, Line.Healthy(run.State.Step) with { Distance = fid });
            writer.OnStep(run.State);
        }

        writer.OnStopped(run.State, TrainingOutcome.Finished);

        Assert.Equal([42_000, 200_000], files.CheckpointSteps());
        Assert.Equal(49.0, files.MetricAt(42_000, "distance/swd"));
        Assert.Equal(137.4, files.MetricAt(200_000, "distance/swd"));
    }
}
