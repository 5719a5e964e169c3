using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests.Commands;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Runs => folder.In("runs");

    private string Run => folder.In("runs", "00000-mlp-ring8");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_resumed_run_ends_as_one_that_never_stopped()
    {
        Tiny.Points(folder.In("whole"), "--steps", "12");
        Tiny.Points(Runs, "--steps", "6");
        var result = Gan.Run("train", "--resume", Run, "--steps", "12");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("going on from step 6", result.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder.In("whole", "00000-mlp-ring8", "g.pt")), File.ReadAllBytes(Path.Combine(Run, "g.pt")));
        Assert.Contains("\"steps\": 12", File.ReadAllText(Path.Combine(Run, "config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_takes_the_newest_run()
    {
        Tiny.Points(Runs, "--steps", "2");
        Tiny.Points(Runs, "--steps", "2");

        var result = Gan.Run("train", "--resume", "auto", "--out", Runs, "--steps", "4");

        Assert.Contains("00001-mlp-ring8, going on from step 2", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void A_run_that_is_done_stays_as_it_is()
    {
        Tiny.Points(Runs, "--steps", "2");
        var before = Directory.EnumerateFiles(Run, "*", SearchOption.AllDirectories).Select(File.GetLastWriteTimeUtc).Max();

        var result = Gan.Run("train", "--resume", Run);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("already at 2 of 2 steps, nothing to do", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFiles(Run, "*", SearchOption.AllDirectories).Select(File.GetLastWriteTimeUtc).Max());
    }

    [Fact]
    public void What_cannot_change_is_refused_all_at_once()
    {
        Tiny.Points(Runs, "--steps", "2");

        var result = Gan.Run("train", "--resume", Run, "--batch", "5", "--preset", "mlp", "--config", "x.json");

        Assert.Equal((2, 3), (result.ExitCode, result.ErrorLines.Count));
        Assert.Contains("--set training.batchSize=5", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_or_a_checkpoint_is_refused()
    {
        Gan.Run("train", "--resume", folder.Path).Fails(2, folder.Path, "no config.json");
        Gan.Run("train", "--resume", "auto", "--out", Runs).Fails(2, "no run in", Runs);

        Tiny.Points(Runs, "--steps", "2");
        Directory.Delete(Path.Combine(Run, "checkpoints", "000002"), recursive: true);
        Gan.Run("train", "--resume", Run).Fails(2, Run, "no checkpoint");
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_nothing_is_lost()
    {
        Tiny.Points(Runs, "--steps", "2");
        var state = Path.Combine(Run, "checkpoints", "000002", "state.safetensors");
        File.WriteAllBytes(state, File.ReadAllBytes(state)[..^10]);
        var generator = File.ReadAllBytes(Path.Combine(Run, "g.pt"));

        Gan.Run("train", "--resume", Run, "--steps", "4").Fails(1, state, "checkpoint.json says");

        Assert.Equal(generator, File.ReadAllBytes(Path.Combine(Run, "g.pt")));
    }

    [Fact]
    public void After_a_damaged_checkpoint_an_earlier_one_can_be_named()
    {
        Tiny.Points(folder.In("whole"), "--steps", "6");
        Tiny.Points(Runs, "--steps", "4", "--checkpoint-every", "2");
        var state = Path.Combine(Run, "checkpoints", "000004", "state.safetensors");
        File.WriteAllBytes(state, File.ReadAllBytes(state)[..^10]);

        var result = Gan.Run("train", "--resume", Path.Combine(Run, "checkpoints", "000002") + "/", "--steps", "6");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("going on from step 2", result.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder.In("whole", "00000-mlp-ring8", "g.pt")), File.ReadAllBytes(Path.Combine(Run, "g.pt")));
        Assert.Equal(0, Gan.Run("inspect", Path.Combine(Run, "checkpoints", "000004")).ExitCode);
    }

    [Fact]
    public void A_checkpoint_that_is_absent_is_named_with_those_that_are_there()
    {
        Tiny.Points(Runs, "--steps", "2");

        Gan.Run("train", "--resume", Path.Combine(Run, "checkpoints", "000007")).Fails(2, "000007", "000002");
        Gan.Run("train", "--resume", folder.In("checkpoints", "000007")).Fails(2, "no config.json");
    }

    [Fact]
    public void Settings_of_another_model_do_not_fit_the_checkpoint()
    {
        Tiny.Points(Runs, "--steps", "2");

        Gan.Run("train", "--resume", Run, "--steps", "4", "--set", "model.generatorWidth=8").Fails(1, "has the shape", "the model needs");
    }
}
