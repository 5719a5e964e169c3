using System.Globalization;
using System.Text.RegularExpressions;
using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests.Commands;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Runs => folder.In("runs");

    private string Run => folder.In("runs", "00000-mlp-ring8");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_that_a_new_process_goes_on_with_ends_as_one_that_never_stopped()
    {
        Tiny.Points(folder.In("whole"), "--steps", "12");
        Tiny.Points(Runs, "--steps", "5"); // between two lines of metrics
        using var process = GanProcess.Start("train", "--resume", Run, "--steps", "12");
        var result = process.Finish();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("going on from step 5", result.Error, StringComparison.Ordinal);
        var whole = folder.In("whole", "00000-mlp-ring8");
        Assert.Equal(Weights(whole, 12), Weights(Run, 12));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "samples", "000012.png")), File.ReadAllBytes(Path.Combine(Run, "samples", "000012.png")));
        Assert.Equal(Metrics(whole), Metrics(Run));
        Assert.Contains("\"steps\": 12", File.ReadAllText(Path.Combine(Run, "config.json")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Metrics(string run) => File.ReadLines(Path.Combine(run, "metrics.jsonl"))
        .Select(line => Regex.Replace(line, "\"(samples/s|seconds)\":[^,}]+", ""));

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
    public void What_differs_from_the_run_is_refused_all_at_once_with_the_way_to_change_it()
    {
        Tiny.Points(Runs, "--steps", "2");

        var result = Gan.Run("train", "--resume", Run, "--batch", "5", "--loss", "least-squares", "--steps", "4", "--checkpoint-every", "1");

        Assert.Equal((2, 2), (result.ExitCode, result.ErrorLines.Count));
        Assert.Contains("training.batchSize is 16 in the run, 5 was asked for; to change it all the same write --set training.batchSize=5", result.Error, StringComparison.Ordinal);
        Assert.Contains("loss.name is non-saturating in the run, least-squares was asked for", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_asked_for_again_and_when_to_stop_and_save_may_be_given()
    {
        Tiny.Points(Runs, "--steps", "2");

        var result = Gan.Run(
            "train", "--resume", Run, "--dataset", "ring8", "--model", "mlp", "--batch", "16", "--seed", "0", "--steps", "4", "--sample-every", "1",
            "--set", "run.keepCheckpoints=7", "--max-minutes", "60");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\"keepCheckpoints\": 7", File.ReadAllText(Path.Combine(Run, "config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preset_and_a_file_are_held_against_the_run_by_what_they_say()
    {
        Tiny.Points(Runs, "--steps", "2");
        File.WriteAllText(folder.In("same.json"), """{ "training": { "batchSize": 16 } }""");
        File.WriteAllText(folder.In("other.json"), """{ "training": { "batchSize": 17 }, "model": { "generatorWidth": 4 } }""");

        Assert.Equal(0, Gan.Run("train", "--resume", Run, "--steps", "4", "--config", folder.In("same.json")).ExitCode);
        Gan.Run("train", "--resume", Run, "--steps", "6", "--config", folder.In("other.json")).Fails(2, "training.batchSize is 16 in the run, 17");
        var preset = Gan.Run("train", "--resume", Run, "--steps", "6", "--preset", "wasserstein");
        Assert.Equal(2, preset.ExitCode);
        Assert.Contains("loss.name is non-saturating in the run, wasserstein was asked for", preset.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_is_set_is_changed_and_the_change_is_said()
    {
        Tiny.Points(Runs, "--steps", "2");

        var result = Gan.Run("train", "--resume", Run, "--steps", "4", "--set", "training.batchSize=8", "--set", "generatorOptimizer.learningRate=1e-4");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("training.batchSize changes from 16 to 8", result.Error, StringComparison.Ordinal);
        Assert.Contains("learningRate changes from ", File.ReadAllText(Path.Combine(Run, "log.txt")), StringComparison.Ordinal);
        Assert.Equal(0, Gan.Run("train", "--resume", Run, "--steps", "6", "--batch", "8").ExitCode);
    }

    [Fact]
    public void Config_json_that_says_otherwise_than_the_checkpoint_is_overruled_and_that_is_said()
    {
        Tiny.Points(Runs, "--steps", "2");
        var config = Path.Combine(Run, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"seed\": 0", "\"seed\": 1", StringComparison.Ordinal));

        var result = Gan.Run("train", "--resume", Run, "--steps", "4");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("config.json says that training.seed is 1, but the checkpoint was made with 0", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"seed\": 0", File.ReadAllText(config), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_a_killed_process_did_not_come_to_save_is_not_held_against_the_next()
    {
        Tiny.Points(Runs, "--steps", "2");
        var config = Path.Combine(Run, "config.json");
        // As "--resume RUN --steps 8 --set training.batchSize=5" leaves it if it is killed before its first checkpoint.
        File.WriteAllText(config, File.ReadAllText(config)
            .Replace("\"batchSize\": 16", "\"batchSize\": 5", StringComparison.Ordinal).Replace("\"steps\": 2", "\"steps\": 4", StringComparison.Ordinal));

        var asked = Gan.Run("train", "--resume", Run, "--dry-run", "--set", "training.batchSize=5");
        var result = Gan.Run("train", "--resume", Run);

        Assert.Contains("\"batchSize\": 5", asked.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Done: 4 steps.", result.Error, StringComparison.Ordinal); // when to stop may change freely
        Assert.Contains("training.batchSize is 5, but the checkpoint was made with 16", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_command_line_starts_a_run_goes_on_with_it_and_knows_when_it_is_done()
    {
        var first = Tiny.Points(Runs, "--resume", "auto", "--max-minutes", "0.0001", "--steps", "6");
        var second = Tiny.Points(Runs, "--resume", "auto", "--max-minutes", "0", "--steps", "6");
        var third = Tiny.Points(Runs, "--resume", "auto", "--steps", "6");

        Assert.Equal((0, 0, 0), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.Contains($"There is no run in '{Runs}' to go on with: this is a new one.", first.Error, StringComparison.Ordinal);
        Assert.Contains("Done: 6 steps.", second.Error, StringComparison.Ordinal);
        Assert.Contains("already at 6 of 6 steps, nothing to do", third.Error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateDirectories(Runs));
    }

    [Fact]
    public void Auto_begins_anew_where_the_newest_run_ended_before_its_first_checkpoint()
    {
        Tiny.Points(Runs, "--steps", "2");
        Directory.Delete(Path.Combine(Run, "checkpoints"), recursive: true);

        var result = Tiny.Points(Runs, "--resume", "auto", "--steps", "2");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("ended before its first checkpoint: this is a new one", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.EnumerateDirectories(Runs).Count());
    }

    [Fact]
    public void Auto_does_not_go_on_with_a_run_of_another_recipe()
    {
        Tiny.Points(Runs, "--steps", "2");

        var result = Tiny.Points(Runs, "--resume", "auto", "--loss", "least-squares", "--steps", "4");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("loss.name is non-saturating in the run", result.Error, StringComparison.Ordinal);
        Assert.Contains($"--resume auto took '{Run}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_or_a_checkpoint_is_refused()
    {
        Gan.Run("train", "--resume", folder.Path).Fails(2, folder.Path, "no config.json");

        Tiny.Points(Runs, "--steps", "2");
        Directory.Delete(Path.Combine(Run, "checkpoints", "000002"), recursive: true);
        Gan.Run("train", "--resume", Run).Fails(2, Run, "no checkpoint");
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("the run")]
    public void A_damaged_checkpoint_is_passed_over_for_the_newest_that_is_whole(string given)
    {
        Tiny.Points(folder.In("whole"), "--steps", "6", "--checkpoint-every", "2");
        Tiny.Points(Runs, "--steps", "4", "--checkpoint-every", "2");
        Damage("000004");

        var result = Tiny.Points(Runs, "--resume", given == "auto" ? given : Run, "--steps", "6");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("going on from step 2", result.Error, StringComparison.Ordinal);
        Assert.Matches("warning: A checkpoint was passed over: .*000004", result.Error);
        Assert.Equal(Weights(folder.In("whole", "00000-mlp-ring8"), 6), Weights(Run, 6));
    }

    [Fact]
    public void A_checkpoint_that_is_named_and_damaged_and_a_run_without_a_whole_one_are_refused_and_nothing_is_lost()
    {
        Tiny.Points(Runs, "--steps", "2");
        Damage("000002");
        var generator = File.ReadAllBytes(Path.Combine(Run, "g.pt"));

        Gan.Run("train", "--resume", Path.Combine(Run, "checkpoints", "000002"), "--steps", "4").Fails(1, "000002", "state.safetensors");
        Gan.Run("train", "--resume", Run, "--steps", "4").Fails(1, Run, "no checkpoint of the run is whole", "state.safetensors");

        Assert.Equal(generator, File.ReadAllBytes(Path.Combine(Run, "g.pt")));
    }

    private void Damage(string checkpoint)
    {
        var state = Path.Combine(Run, "checkpoints", checkpoint, "state.safetensors");
        File.WriteAllBytes(state, File.ReadAllBytes(state)[..^10]);
    }

    private static byte[] Weights(string run, int step) =>
        File.ReadAllBytes(Path.Combine(run, "checkpoints", step.ToString("d6", CultureInfo.InvariantCulture), "state.safetensors"));

    [Fact]
    public void After_a_damaged_checkpoint_an_earlier_one_can_be_named()
    {
        Tiny.Points(folder.In("whole"), "--steps", "6", "--checkpoint-every", "2");
        Tiny.Points(Runs, "--steps", "4", "--checkpoint-every", "2");
        Damage("000004");

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

    [Fact]
    public void Going_on_and_beginning_with_other_weights_are_different_things()
    {
        Tiny.Points(Runs, "--steps", "2");

        Gan.Run("train", "--resume", Run, "--init-from", Run).Fails(2, "--resume goes on with a run and --init-from begins one");
        var result = Tiny.Points(Runs, "--steps", "3", "--init-from", Run);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"start      weights from '{Path.Combine(Run, "checkpoints", "000002")}'", result.Error, StringComparison.Ordinal);
        var config = File.ReadAllText(folder.In("runs", "00001-mlp-ring8", "config.json"));
        Assert.Matches("\"initFrom\": \".*000002\",\\s+\"initFromSha256\": \"[0-9a-f]{64}\"", config);
        Gan.Run("train", "--resume", folder.In("runs", "00001-mlp-ring8"), "--steps", "5", "--set", "training.initFrom=x").Fails(2, "training.initFrom", "start another run");
        Directory.Delete(Run, recursive: true);
        Assert.Equal(0, Gan.Run("train", "--resume", folder.In("runs", "00001-mlp-ring8"), "--steps", "5").ExitCode);
    }

    [Fact]
    public void A_run_that_is_done_gets_its_generator_back()
    {
        Tiny.Points(Runs, "--steps", "2");
        var generator = File.ReadAllBytes(Path.Combine(Run, "g.pt"));
        File.Delete(Path.Combine(Run, "g.pt"));

        Assert.Equal(0, Gan.Run("train", "--resume", Run).ExitCode);

        Assert.Equal(generator, File.ReadAllBytes(Path.Combine(Run, "g.pt")));
    }

    [Fact]
    public void A_dry_run_shows_what_would_go_on_and_touches_nothing()
    {
        Tiny.Points(Runs, "--steps", "2");
        string[] Files() => [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order()];
        var before = Files();

        var result = Gan.Run("train", "--resume", "auto", "--out", Runs, "--steps", "9", "--dry-run");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("\"generatorWidth\": 4", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"steps\": 9", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_damaged_config_json_is_written_anew_from_the_checkpoint()
    {
        Tiny.Points(Runs, "--steps", "2");
        var config = Path.Combine(Run, "config.json");
        var before = File.ReadAllText(config);
        File.WriteAllText(config, before[..50]);

        var result = Gan.Run("train", "--resume", Run, "--steps", "4", "--out", "elsewhere");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"The run stays where it is, in '{Run}'", result.Error, StringComparison.Ordinal);
        Assert.Equal(before.Replace("\"steps\": 2", "\"steps\": 4", StringComparison.Ordinal).Replace(Runs, "elsewhere", StringComparison.Ordinal), File.ReadAllText(config));
    }
}
