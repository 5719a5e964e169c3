using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GanLab.Checkpoints;
using GanLab.Experiment;
using GanLab.Formats.Png;
using GanLab.Losses;
using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Training;

namespace GanLab.Tests.Runs;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private (RunFolder Folder, TrainingRun Run) Start(params string[] settings)
    {
        var run = Some.QuickRun([$"run.directory={folder.Path}", .. settings]);
        return (RunFolder.Create(run.Config, 1), run);
    }

    [Fact]
    public void A_run_leaves_everything_that_it_is_said_to()
    {
        var (into, run) = Start("training.steps=3", "run.sampleEvery=2");

        using (run)
        {
            run.Train(into, [], default);
        }

        Assert.Equal(
            [
                "checkpoints/000003/checkpoint.json", "checkpoints/000003/state.safetensors", "checkpoints/latest", "config.json",
                "events.out.tfevents", "g.pt", "log.txt", "metrics.csv", "metrics.jsonl", "reals.png", "report.html",
                "samples/000000.png", "samples/000002.png", "samples/000003.png",
            ],
            Directory.EnumerateFiles(into.Path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(into.Path, file).Replace('\\', '/'))
                .Select(name => Regex.Replace(name, @"tfevents\.\d{10}\..+$", "tfevents"))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("data.name=ring8")]
    [InlineData("data.name=glyphs")]
    public void Pictures_of_the_data_and_of_step_0_are_there_before_the_first_step(string data)
    {
        var (into, run) = Start(data);
        var seen = false;
        var recorder = new Recorder
        {
            Started = _ => seen = File.Exists(into.Reals) && File.Exists(into.Sample(0)),
        };

        using (run)
        {
            run.Train(into, [recorder], default);
        }

        Assert.True(seen);
        Assert.True(PngReader.Read(into.Sample(0)).Width > 16);
    }

    [Fact]
    public void Metrics_say_the_same_as_lines_of_JSON_and_as_a_table()
    {
        var (into, run) = Start("training.steps=5", "run.logEvery=2", "loss.gradientPenalty=1");
        var recorder = new Recorder();
        using (run)
        {
            run.Train(into, [recorder], default);
        }

        var json = File.ReadAllLines(into.MetricsJsonLines).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var table = File.ReadAllLines(into.MetricsCsv).Select(line => line.Split(',')).ToArray();

        Assert.Equal([2L, 4, 5], json.Select(line => line.GetProperty("step").GetInt64()));
        Assert.Equal(["step", "loss/d", "loss/g", "score/real", "score/fake", "grad/d", "grad/g", "penalty/gradient", "diversity/fixed", "distance/swd", "samples/s", "seconds"], table[0]);
        Assert.Equal(json.Length, table.Length - 1);
        foreach (var (line, row, told) in json.Zip(table[1..], recorder.Metrics))
        {
            Assert.Equal(table[0], line.EnumerateObject().Select(property => property.Name));
            Assert.Equal(row.Select(Number), line.EnumerateObject().Select(property => property.Value.GetDouble()));
            Assert.Equal(told.DiscriminatorLoss, line.GetProperty("loss/d").GetDouble(), Math.Abs(told.DiscriminatorLoss) * 1e-8);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void What_is_no_number_is_null_in_JSON_and_NaN_in_the_table()
    {
        var (into, run) = Start();
        var metrics = new TrainingMetrics
        {
            Step = 7,
            Seconds = 1,
            SamplesPerSecond = 2,
            DiscriminatorLoss = double.NaN,
            GeneratorLoss = double.PositiveInfinity,
            RealScore = 0.5,
            FakeScore = 0.25,
        };

        using (run)
        {
            using var scores = new ScoreBoard(LossCatalog.Find("non-saturating"));
            new MetricsWriter(into, scores).OnMetrics(run.State, metrics);
        }

        var line = JsonDocument.Parse(File.ReadAllText(into.MetricsJsonLines)).RootElement;
        Assert.Equal(JsonValueKind.Null, line.GetProperty("loss/d").ValueKind);
        Assert.Equal(JsonValueKind.Null, line.GetProperty("loss/g").ValueKind);
        Assert.Equal("7,NaN,Infinity,0.5,0.25,NaN,NaN,NaN,NaN,NaN,2,1", File.ReadAllLines(into.MetricsCsv)[1]);
    }

    [Theory]
    [InlineData(2, new long[] { 6, 7 })]
    [InlineData(1, new long[] { 7 })]
    [InlineData(0, new long[] { 2, 4, 6, 7 })]
    public void The_newest_checkpoints_are_kept(int keep, long[] expected)
    {
        var (into, run) = Start("training.steps=7", "run.checkpointEvery=2", $"run.keepCheckpoints={keep}");

        using (run)
        {
            run.Train(into, [], default);
        }

        Assert.Equal(expected, into.CheckpointSteps());
    }

    [Fact]
    public void A_checkpoint_that_is_reached_again_is_written_again()
    {
        var (into, run) = Start("training.steps=2", "run.checkpointEvery=1");
        using (run)
        {
            run.Train(into, [], default);
        }

        var state = Path.Combine(into.Checkpoint(2), "state.safetensors");
        var whole = File.ReadAllBytes(state);
        File.WriteAllBytes(state, whole[..^10]);
        using var again = Some.QuickRun($"run.directory={folder.Path}", "training.steps=2");
        again.Restore(into.Checkpoint(1));
        again.Train(RunFolder.Open(into.Path), [], default);

        Assert.Equal(whole, File.ReadAllBytes(state));
        Assert.Equal(["000001", "000002"], Directory.EnumerateDirectories(Path.Combine(into.Path, "checkpoints")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_checkpoint_of_a_course_that_was_given_up_is_set_aside_and_does_not_count()
    {
        var (into, run) = Start("training.steps=4", "run.checkpointEvery=1", "run.keepCheckpoints=0");
        using (run)
        {
            run.Train(into, [], default);
        }

        using var again = Some.QuickRun($"run.directory={folder.Path}", "training.steps=3", "run.keepCheckpoints=2");
        again.Restore(into.Checkpoint(2));
        again.Train(RunFolder.Open(into.Path), [], default);

        Assert.Equal([2L, 3], into.CheckpointSteps());
        Assert.True(Directory.Exists(into.Checkpoint(4) + ".superseded"));
    }

    [Fact]
    public void What_was_set_aside_is_deleted_when_the_run_has_come_by_it()
    {
        var (into, run) = Start("training.steps=5", "run.checkpointEvery=1", "run.keepCheckpoints=0");
        using (run)
        {
            run.Train(into, [], default);
        }

        GoOn(from: 2, to: 4);
        Assert.Single(SetAside()); // 5 alone

        GoOn(from: 4, to: 6);
        Assert.Empty(SetAside());
        Assert.Equal([1L, 2, 4, 6], into.CheckpointSteps());

        void GoOn(long from, long to)
        {
            using var again = Some.QuickRun($"run.directory={folder.Path}", $"training.steps={to}", "run.keepCheckpoints=0");
            again.Restore(into.Checkpoint(from));
            again.Train(RunFolder.Open(into.Path), [], default);
        }

        string[] SetAside() => Directory.GetDirectories(Path.Combine(into.Path, "checkpoints"), "*.superseded");
    }

    [Fact]
    public void The_generator_file_is_the_average_of_the_last_checkpoint()
    {
        var (into, run) = Start("training.steps=4");
        using (run)
        {
            run.Train(into, [], default);
            var (generator, description) = GeneratorFile.Read(into.Generator);
            using (generator)
            {
                Assert.Equal(4, description.Step);
                Assert.Empty(new Snapshot(generator.state_dict()).DifferencesTo(new Snapshot(run.State.Average.state_dict())));
            }
        }
    }

    [Fact]
    public void A_run_that_goes_on_in_its_folder_adds_to_it()
    {
        var (into, run) = Start("training.steps=3");
        using (run)
        {
            run.Train(into, [], default);
        }

        using var longer = Some.QuickRun($"run.directory={folder.Path}", "training.steps=5");
        longer.Restore(into.Checkpoint(into.CheckpointSteps()[^1]));
        longer.Train(RunFolder.Open(into.Path), [], default);

        Assert.Equal([3L, 5], into.CheckpointSteps());
        Assert.Equal(5, File.ReadAllLines(into.MetricsJsonLines).Length);
        Assert.True(File.Exists(into.Sample(5)));
    }

    [Fact]
    public void A_run_that_had_gone_beyond_its_checkpoint_has_each_step_once_in_its_metrics()
    {
        var (into, run) = Start("training.steps=5", "run.checkpointEvery=3");
        using (run)
        {
            run.Train(into, [], default);
        }

        File.AppendAllText(into.MetricsJsonLines, "{\"step\":6,\"loss/d\":0.5");
        File.AppendAllText(into.MetricsCsv, "6,0.5");
        using var longer = Some.QuickRun($"run.directory={folder.Path}", "training.steps=6");
        longer.Restore(into.Checkpoint(3));
        longer.Train(RunFolder.Open(into.Path), [], default);

        var json = File.ReadAllLines(into.MetricsJsonLines).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt64());
        Assert.Equal([1L, 2, 3, 4, 5, 6], json);
        Assert.Equal(["step", "1", "2", "3", "4", "5", "6"], File.ReadAllLines(into.MetricsCsv).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_stops_the_run_and_a_picture_does_not()
    {
        var (into, run) = Start("training.steps=3", "run.sampleEvery=1");
        Directory.Delete(Path.Combine(into.Path, "samples"));
        using (run)
        {
            Assert.Equal(TrainingOutcome.Finished, run.Train(into, [], default));
        }

        var (blocked, other) = Start("training.steps=3", "run.checkpointEvery=1");
        Directory.Delete(Path.Combine(blocked.Path, "checkpoints"));
        using (other)
        {
            Assert.Contains(blocked.Path, Assert.ThrowsAny<IOException>(() => other.Train(blocked, [], default)).Message);
            Assert.Equal(2, other.State.Step); // the second save waits for the first
        }
    }

    [Fact]
    public void The_log_has_a_line_for_each_entry_with_the_time()
    {
        var (into, run) = Start();
        run.Dispose();
        using var log = new RunLog(into);

        Microsoft.Extensions.Logging.LoggerExtensions.LogWarning(log.CreateLogger("any"), "{Count} pictures left out", 3);
        Microsoft.Extensions.Logging.LoggerExtensions.LogDebug(log.CreateLogger("any"), "not interesting");

        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ Warning: 3 pictures left out$", Assert.Single(File.ReadAllLines(into.Log)));
    }
}
