using System.Text;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Tests.Support;

namespace GanLab.Tests.Runs;

public sealed class TensorBoardWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private (RunFolder Folder, TrainingRun Run) Start(params string[] settings)
    {
        var run = Some.QuickRun([$"run.directory={folder.Path}", .. settings]);
        return (RunFolder.Create(run.Config, 1), run);
    }

    private static string[] Files(RunFolder run) =>
        [.. Directory.EnumerateFiles(run.Path, "events.out.tfevents.*").OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)];

    private static int Count(byte[] bytes, ReadOnlySpan<byte> wanted)
    {
        var count = 0;
        for (var rest = bytes.AsSpan(); rest.IndexOf(wanted) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            count++;
        }

        return count;
    }

    [Fact]
    public void Every_line_of_metrics_is_written_under_the_names_of_the_table()
    {
        var (into, run) = Start("training.steps=5", "run.logEvery=2", "loss.gradientPenalty=1");
        using (run)
        {
            run.Train(into, [], default);
        }

        var events = File.ReadAllBytes(Assert.Single(Files(into)));

        Assert.All(
            File.ReadLines(into.MetricsCsv).First().Split(',')[1..],
            name => Assert.Equal(3, Count(events, [0x0A, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0x15])));
    }

    [Fact]
    public void Every_sample_grid_is_in_it_once()
    {
        var (into, run) = Start("training.steps=4", "run.sampleEvery=2");
        using (run)
        {
            run.Train(into, [], default);
        }

        var events = File.ReadAllBytes(Assert.Single(Files(into)));

        Assert.Equal([0L, 2, 4], into.SampleSteps());
        Assert.All(into.SampleSteps(), step => Assert.Equal(1, Count(events, File.ReadAllBytes(into.Sample(step)))));
    }

    [Fact]
    public void A_run_that_goes_on_takes_back_what_came_after_its_checkpoint()
    {
        var (into, run) = Start("training.steps=3");
        using (run)
        {
            run.Train(into, [], default);
        }

        using var longer = Some.QuickRun($"run.directory={folder.Path}", "training.steps=5");
        longer.Restore(into.Checkpoint(3));
        longer.Train(RunFolder.Open(into.Path), [], default);

        var files = Files(into);
        Assert.Equal(2, files.Length);
        byte[] start = [0x10, 4, 0x3A, 2, 0x08, 1]; // step 4, session log: start
        Assert.Equal([0, 1], files.Select(file => Count(File.ReadAllBytes(file), start)).Order());
    }
}
