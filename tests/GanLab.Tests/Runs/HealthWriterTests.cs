using System.Text.Json;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Tests.Training.Health;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Runs;

public sealed class HealthWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LogLines log = new();
    private readonly RunFolder into;
    private readonly TrainingRun run;

    public HealthWriterTests()
    {
        run = Some.QuickRun($"run.directory={folder.Path}");
        into = RunFolder.Create(run.Config, 1);
    }

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    private HealthWriter Writer() => Writer(new ScoreBoard(LossCatalog.Find("non-saturating")));

    private HealthWriter Writer(ScoreBoard scores) => new(into, LossCatalog.Find("non-saturating"), scores, log);

    // The generator wins at step 550.
    private static IEnumerable<TrainingMetrics> Lines(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(i => Line.Healthy(50 * i) with { DiscriminatorLoss = 3.14159265358979 + i });

    private void Tell(HealthWriter writer, IEnumerable<TrainingMetrics> lines)
    {
        foreach (var line in lines)
        {
            File.AppendAllText(into.MetricsJsonLines, MetricsWriter.JsonLine(line.Step, line.Named()));
            writer.OnMetrics(run.State, line);
        }
    }

    [Fact]
    public void An_alarm_is_a_warning_and_a_line_of_JSON()
    {
        var writer = Writer();
        writer.OnStarted(run.State);

        Tell(writer, Lines(1, 20));

        var told = JsonDocument.Parse(Assert.Single(File.ReadAllLines(into.Health))).RootElement;
        Assert.Equal(550, told.GetProperty("step").GetInt64());
        Assert.Equal("generator-wins", told.GetProperty("event").GetString());
        Assert.Equal($"Warning: Step 550: {told.GetProperty("message").GetString()}", Assert.Single(log.Lines));
    }

    [Theory]
    [InlineData(4)] // before there was anything to tell
    [InlineData(10)] // one line before
    [InlineData(15)] // after it was told
    public void A_run_that_goes_on_is_warned_of_what_it_would_have_been_warned_of(int stop)
    {
        var first = Writer();
        first.OnStarted(run.State);
        Tell(first, Lines(1, stop));
        run.State.Step = 50 * stop;

        var second = Writer();
        second.OnStarted(run.State);
        Tell(second, Lines(stop + 1, 20));

        Assert.Equal([550L], HealthEvents.Read(into).Select(told => told.Step));
    }

    [Fact]
    public void What_was_told_beyond_the_checkpoint_is_told_anew()
    {
        var first = Writer();
        first.OnStarted(run.State);
        Tell(first, Lines(1, 20));

        MetricsLines.CutAfter(into.MetricsJsonLines, 500);
        run.State.Step = 500;
        var second = Writer();
        second.OnStarted(run.State);

        Assert.Empty(HealthEvents.Read(into));
        Tell(second, Lines(11, 20));
        Assert.Equal([550L], HealthEvents.Read(into).Select(told => told.Step));
    }

    [Fact]
    public void An_alarm_of_a_last_line_that_came_early_goes_with_it_when_the_run_is_extended()
    {
        HealthEvents.Append(into, 500, "generator-wins", "before");
        HealthEvents.Append(into, 580, "generator-wins", "with the last line");
        run.State.Step = 580;
        using var scores = new ScoreBoard(LossCatalog.Find("non-saturating"));
        using var some = tensor(1f);
        scores.AddGenerator(some, some); // the means go on

        Writer(scores).OnStarted(run.State);

        Assert.Equal([500L], HealthEvents.Read(into).Select(told => told.Step));
    }

    [Fact]
    public void That_a_run_diverged_and_was_retried_stays_told()
    {
        HealthEvents.Append(into, 500, "mode-collapse", "an alarm");
        HealthEvents.Append(into, 510, "divergence", "It diverged.");
        HealthEvents.Append(into, 400, "retry", "It went back.");
        run.State.Step = 400;

        Writer().OnStarted(run.State);

        Assert.Equal(["divergence", "retry"], HealthEvents.Read(into).Select(told => told.Name));
    }

    [Fact]
    public void A_regression_names_the_checkpoint_nearest_to_the_best_point()
    {
        foreach (var step in new[] { 50, 150, 450 })
        {
            Directory.CreateDirectory(into.Checkpoint(step));
        }

        var writer = Writer();
        writer.OnStarted(run.State);
        Tell(writer, Enumerable.Range(1, 10).Select(i => Line.Healthy(50 * i) with { Distance = i <= 4 ? 1.0 / i : 1 }));

        var (at, name, message) = Assert.Single(HealthEvents.Read(into));
        Assert.Equal((350, "regression"), (at, name));
        Assert.Contains("best was step 200;", message);
        Assert.EndsWith($" The checkpoint nearest to it is {into.Checkpoint(150)}.", message);
    }

    [Fact]
    public void Alarms_can_be_turned_off()
    {
        using var quiet = Some.QuickRun($"run.directory={folder.Path}", "health.alarms=false");

        Assert.Contains(run.Observers(into), observer => observer is HealthWriter);
        Assert.DoesNotContain(quiet.Observers(into), observer => observer is HealthWriter);
    }

    [Fact]
    public void The_report_lists_what_was_told_as_text()
    {
        HealthEvents.Append(into, 1234, "mode-collapse", "All <samples> look \"alike\" & grey.");

        new ReportWriter(into, run.Config, run.Dataset).OnStopped(run.State, TrainingOutcome.Finished);

        var item = System.Xml.Linq.XDocument.Parse(File.ReadAllText(into.Report)).Descendants("li").Single();
        Assert.Equal("step 1,234, mode-collapse All <samples> look \"alike\" & grey.", item.Value);
    }
}
