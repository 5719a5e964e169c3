using GanLab.Runs;
using GanLab.Tests.Support;

namespace GanLab.Tests.Runs;

public sealed class RunLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunFolder run;

    public RunLockTests() => run = RunFolder.Create(Some.Config($"run.directory={folder.Path}"), 16);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_second_is_refused_with_the_process_host_and_time_of_the_first()
    {
        using var first = RunLock.Take(run);

        var error = Assert.Throws<RunInUseException>(() => RunLock.Take(run));

        Assert.Contains(run.Path, error.Message);
        Assert.Contains($"process {Environment.ProcessId} on the host '{Environment.MachineName}' since {DateTime.UtcNow:yyyy}", error.Message);
    }

    [Fact]
    public void Once_it_is_released_another_can_have_it()
    {
        RunLock.Take(run).Dispose();
        RunLock.Take(run).Dispose();

        Assert.False(File.Exists(Path.Combine(run.Path, "run.lock")));
    }

    [Theory]
    [InlineData("{\"processId\":1,\"host\":\"elsewhere\",\"since\":\"2020-01-01T00:00:00Z\"}")]
    [InlineData("no JSON")]
    public void What_a_killed_process_left_keeps_nobody_out(string content)
    {
        File.WriteAllText(Path.Combine(run.Path, "run.lock"), content);
        File.WriteAllText(Path.Combine(run.Path, ".lock"), "");

        using var held = RunLock.Take(run);

        Assert.Contains($"\"processId\":{Environment.ProcessId}", File.ReadAllText(Path.Combine(run.Path, "run.lock")));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"processId":7,"host":null,"since":"2026-01-02T03:04:05Z"}""")]
    public void A_holder_that_cannot_be_told_is_another_process(string content)
    {
        using var first = RunLock.Take(run);
        File.WriteAllText(Path.Combine(run.Path, "run.lock"), content);

        Assert.Contains("in use by", Assert.Throws<RunInUseException>(() => RunLock.Take(run)).Message);
    }

    [Fact]
    public void The_host_that_a_file_names_is_shown_without_commands_for_the_terminal()
    {
        using var first = RunLock.Take(run);
        File.WriteAllText(Path.Combine(run.Path, "run.lock"), """{"processId":7,"host":"a\u001b[31m\n\u202eb","since":"2026-01-02T03:04:05Z"}""");

        var error = Assert.Throws<RunInUseException>(() => RunLock.Take(run));

        Assert.Contains(@"process 7 on the host 'a\u001B[31m\u000A\u202Eb' since", error.Message);
    }

    [Fact]
    public void What_was_left_unfinished_is_cleared_away_and_only_by_the_holder()
    {
        var (g, sample, checkpoint) = (Unfinished("g.pt"), Unfinished("samples", "000002.png"), Unfinished("checkpoints", "000002"));
        using (RunLock.Take(run))
        {
            Assert.All([g, sample, checkpoint], path => Assert.False(File.Exists(path)));

            var busy = Unfinished("g.pt");
            Assert.Throws<RunInUseException>(() => RunLock.Take(run));
            Assert.True(File.Exists(busy));
        }

        string Unfinished(params string[] name)
        {
            var path = Path.Combine([run.Path, .. name[..^1], $".{name[^1]}.{new string('0', 32)}.tmp"]);
            File.WriteAllText(path, "unfinished");
            return path;
        }
    }
}
