using GanLab.Checkpoints;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Tests.Support;

namespace GanLab.Tests.Runs;

/// <summary>The checkpoint that a run goes on from, whatever has happened to the others.</summary>
public sealed class LatestCheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TrainingRun run;
    private readonly RunFolder into;

    public LatestCheckpointTests()
    {
        run = Some.QuickRun($"run.directory={folder.Path}", "training.steps=3", "run.checkpointEvery=1", "run.keepCheckpoints=0");
        into = RunFolder.Create(run.Config, 1);
    }

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    private void Train() => run.Train(into, [], default);

    private void Damage(long step) => File.AppendAllText(Path.Combine(into.Checkpoint(step), "state.safetensors"), "x");

    [Fact]
    public void The_pointer_names_the_newest()
    {
        Train();

        Assert.Equal("000003\n", File.ReadAllText(into.LatestPointer));
        Assert.Equal((3L, 0), (into.LatestCheckpoint().Step, into.LatestCheckpoint().PassedOver.Count));
    }

    [Fact]
    public void A_run_without_checkpoints_has_none()
    {
        Assert.Null(into.LatestCheckpoint().Step);
        Assert.Empty(into.LatestCheckpoint().PassedOver);
    }

    [Theory]
    [InlineData(null, 0)] // as in a run of the first version
    [InlineData("", 1)]
    [InlineData("000007", 1)]
    [InlineData("../checkpoints/000002", 1)]
    [InlineData("latest", 1)]
    [InlineData("000002 and much more, so much that nobody would want to have all of it read into the memory", 1)]
    public void A_pointer_that_is_missing_or_wrong_gives_way_to_the_newest(string? content, int passedOver)
    {
        Train();
        File.Delete(into.LatestPointer);
        if (content is not null)
        {
            File.WriteAllText(into.LatestPointer, content);
        }

        var latest = into.LatestCheckpoint();

        Assert.Equal((3L, passedOver), (latest.Step, latest.PassedOver.Count));
        Assert.All(latest.PassedOver, sentence => Assert.Contains(into.LatestPointer, sentence));
    }

    /// <summary>It is not damaged, and an older one would silently undo what a newer program did.</summary>
    [Fact]
    public void A_checkpoint_of_a_newer_program_is_not_passed_over()
    {
        Train();
        var manifest = Path.Combine(into.Checkpoint(3), "checkpoint.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"formatVersion\": 2", "\"formatVersion\": 3", StringComparison.Ordinal));

        var error = Assert.Throws<CheckpointMismatchException>(into.LatestCheckpoint);

        Assert.Contains("use the GanLab that wrote it", error.Message);
    }

    [Fact]
    public void Damaged_checkpoints_are_passed_over_by_name()
    {
        Train();
        Damage(3);
        Directory.Delete(into.Checkpoint(2), recursive: true);
        Directory.CreateDirectory(into.Checkpoint(2));

        var latest = into.LatestCheckpoint();

        Assert.Equal((1L, 2), (latest.Step, latest.PassedOver.Count));
        Assert.Contains(into.Checkpoint(3), latest.PassedOver[0]);
        Assert.Contains(into.Checkpoint(2), latest.PassedOver[1]);

        Damage(1);
        Assert.Equal((null, 3), (into.LatestCheckpoint().Step, into.LatestCheckpoint().PassedOver.Count));
    }

    [Fact]
    public void The_pointer_counts_more_than_a_higher_number()
    {
        Train();
        File.WriteAllText(into.LatestPointer, "000002\n");

        Assert.Equal(2, into.LatestCheckpoint().Step);
    }

    [Fact]
    public void At_every_step_the_newest_whole_checkpoint_is_that_of_the_step_or_while_it_is_written_the_one_before()
    {
        var named = new List<(long Step, long? Newest)>();
        run.Train(into, [new Recorder { Step = state => named.Add((state.Step, into.LatestCheckpoint().Step)) }], default);

        Assert.Equal([1L, 2, 3], named.Select(at => at.Step));
        Assert.All(named, at => Assert.InRange(at.Newest ?? 0, at.Step - 1, at.Step));
        Assert.Equal(3, into.LatestCheckpoint().Step);
    }

    [Fact]
    public void The_best_are_kept_beside_the_newest_and_found_again()
    {
        using var longer = Some.QuickRun(
            "training.steps=8", "run.checkpointEvery=1", "run.keepCheckpoints=2", "run.keepBest=2", "run.bestMetric=loss/d", "run.bestIs=highest");
        var recorder = new Recorder();

        longer.Train(into, [recorder], default);

        var best = recorder.Metrics.OrderByDescending(metrics => metrics.DiscriminatorLoss).Select(metrics => metrics.Step).Take(2).ToArray();
        Assert.Equal(best.Concat([7L, 8]).Distinct().Order(), into.CheckpointSteps());
        Assert.Equal(best, into.BestCheckpoints("loss/d", GanLab.Configuration.BestValue.Highest).Take(2));
        Assert.Empty(into.BestCheckpoints("no/such", GanLab.Configuration.BestValue.Highest));
    }
}
