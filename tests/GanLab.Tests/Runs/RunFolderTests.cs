using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Runs;
using GanLab.Tests.Support;

namespace GanLab.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private ExperimentConfig Config(string? directory = null, params string[] settings) =>
        Some.Config([$"run.directory={directory ?? folder.Path}", .. settings]);

    private static string Name(RunFolder run) => Path.GetFileName(run.Path);

    [Fact]
    public void Folders_are_numbered_and_say_what_is_in_them()
    {
        Assert.Equal("00000-dcgan-glyphs-16", Name(RunFolder.Create(Config(), 16)));
        Assert.Equal("00001-mlp-ring8", Name(RunFolder.Create(Config(null, "model.name=mlp", "data.name=ring8"), 1)));
        Assert.Equal("00002-dcgan-glyphs-16-conditional", Name(RunFolder.Create(Config(null, "model.conditional=true"), 16)));
    }

    [Fact]
    public void Numbers_go_on_after_the_highest_whatever_else_lies_there()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "00041-old"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "notes"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "x-99999"));

        Assert.StartsWith("00042-", Name(RunFolder.Create(Config(), 16)));
    }

    [Fact]
    public void The_folder_above_is_made_when_it_is_missing() =>
        Assert.True(File.Exists(RunFolder.Create(Config(Path.Combine(folder.Path, "a", "b")), 16).Config));

    [Fact]
    public void Runs_that_start_at_once_get_folders_of_their_own()
    {
        var runs = new RunFolder[8];
        using var start = new Barrier(runs.Length);
        var threads = Enumerable.Range(0, runs.Length).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            runs[i] = RunFolder.Create(Config(), 16 + (8 * (i % 2))); // two recipes
        })).ToArray();

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(8, runs.Select(run => Name(run)[..5]).Distinct().Count());
        Assert.Equal(4, runs.Count(run => run.Path.EndsWith("-24", StringComparison.Ordinal)));
        Assert.All(runs, run => Assert.True(File.Exists(run.Config)));
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void A_claim_that_a_killed_process_left_is_taken_over()
    {
        folder.Write(".00000.claim", "");

        Assert.StartsWith("00000-", Name(RunFolder.Create(Config(), 16)));
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void Claims_of_processes_that_were_killed_are_cleared_and_those_that_are_held_are_not()
    {
        Directory.CreateDirectory(folder.In("00003-killed"));
        folder.Write(".00003.claim", "");
        folder.Write(".00099.claim", "");
        folder.Write(".notes.claim", "of somebody else");
        using (ExclusiveFile.TryOpen(folder.In(".00002.claim"), isTemporary: true))
        {
            Assert.StartsWith("00004-", Name(RunFolder.Create(Config(), 16)));

            Assert.Equal(
                [".00002.claim", ".00099.claim", ".notes.claim"],
                Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_configuration_in_the_folder_gives_the_run_again()
    {
        var config = Config(null, "training.seed=7", "loss.name=least-squares");

        var run = RunFolder.Create(config, 16);

        Assert.Equal(config, new ConfigBuilder().Overlay(File.ReadAllText(run.Config), run.Config).Build());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        var file = folder.Write("taken", "a file, not a folder");

        Assert.Contains(file, Assert.ThrowsAny<IOException>(() => RunFolder.Create(Config(file), 16)).Message);
        Assert.Contains(file, Assert.ThrowsAny<IOException>(() => RunFolder.Create(Config(Path.Combine(file, "runs")), 16)).Message);
        Assert.Equal("a file, not a folder", File.ReadAllText(file));
    }

    [Fact]
    public void A_folder_without_a_run_is_not_opened()
    {
        var error = Assert.Throws<ConfigException>(() => RunFolder.Open(folder.Path));

        Assert.Contains(folder.Path, error.Message);
        Assert.Contains("config.json", error.Message);
    }

    [Fact]
    public void The_newest_run_is_that_of_the_highest_number()
    {
        Assert.Null(RunFolder.Newest(folder.Path));
        Assert.Null(RunFolder.Newest(Path.Combine(folder.Path, "nowhere")));
        RunFolder.Create(Config(), 16);
        var second = RunFolder.Create(Config(), 16);
        Directory.CreateDirectory(Path.Combine(folder.Path, "00099-empty"));

        Assert.Equal(second.Path, RunFolder.Newest(folder.Path)!.Path);
        Assert.Equal(second.Path, RunFolder.Open(second.Path).Path);
    }

    [Fact]
    public void Checkpoints_are_known_by_their_steps_in_order()
    {
        var run = RunFolder.Create(Config(), 16);
        foreach (var name in (string[])["000100", "001000000", "000020", "000030.tmp", "notes"])
        {
            Directory.CreateDirectory(Path.Combine(run.Path, "checkpoints", name));
        }

        Assert.Equal([20L, 100, 1_000_000], run.CheckpointSteps());
    }
}
