using GanLab.Runs;
using GanLab.Tests.Support;
using Microsoft.Extensions.Logging;

namespace GanLab.Tests.Runs;

public sealed class RunLogTests : IDisposable
{
    private const int Limit = 2000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_log_that_is_full_becomes_log_1_and_no_more_than_two_are_kept()
    {
        var run = RunFolder.Create(Some.Config($"run.directory={folder.Path}"), 16);
        using var log = new RunLog(run, Limit);
        var logger = log.CreateLogger("test");

        for (var line = 0; line < 200; line++)
        {
            logger.LogInformation("line {Number}", line);
        }

        string[] logs = [.. Directory.EnumerateFiles(run.Path, "log*").Order(StringComparer.Ordinal)];
        Assert.Equal(["log.1.txt", "log.txt"], logs.Select(Path.GetFileName));
        Assert.All(logs, path => Assert.InRange(new FileInfo(path).Length, 1, Limit + 100));
        var kept = logs.SelectMany(File.ReadAllLines).Select(line => line.Split("line ")[1]).Select(int.Parse).ToArray();
        Assert.Equal(Enumerable.Range(200 - kept.Length, kept.Length), kept);
        Assert.True(kept.Length > 40, $"only {kept.Length} lines are left");
    }

    [Fact]
    public void A_log_that_cannot_be_renamed_grows()
    {
        var run = RunFolder.Create(Some.Config($"run.directory={folder.Path}"), 16);
        Directory.CreateDirectory(Path.Combine(run.Path, "log.1.txt"));
        File.WriteAllText(run.Log, new string('x', Limit) + "\n");
        using var log = new RunLog(run, Limit);

        log.CreateLogger("test").LogInformation("one more");

        Assert.EndsWith("one more\n", File.ReadAllText(run.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_is_written_to_from_many_threads_without_losing_a_line()
    {
        var run = RunFolder.Create(Some.Config($"run.directory={folder.Path}"), 16);
        using var log = new RunLog(run);
        var logger = log.CreateLogger("test");

        Parallel.For(0, 400, line => logger.LogInformation("line {Number}", line));

        var numbers = File.ReadAllLines(run.Log).Select(line => line.Split("line ")[1]).Select(int.Parse);
        Assert.Equal(Enumerable.Range(0, 400), numbers.Order());
    }
}
