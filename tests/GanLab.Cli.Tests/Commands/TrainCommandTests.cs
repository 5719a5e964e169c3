using System.Text.RegularExpressions;
using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Training_and_sampling_points_gives_a_picture()
    {
        var training = Tiny.Points(folder.In("runs"));
        var picture = folder.In("points.png");
        var sampling = Gan.Run("sample", "--checkpoint", folder.In("runs", "00000-mlp-ring8", "g.pt"), "--out", picture);

        Assert.Equal((0, 0, picture), (training.ExitCode, sampling.ExitCode, sampling.Output.TrimEnd()));
        Assert.StartsWith("PNG picture", Gan.Run("inspect", picture).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_results_on_stdout_exist_and_nothing_else_is_there()
    {
        var result = Tiny.Points(folder.In("runs"));

        Assert.Equal(4, result.OutputLines.Count);
        Assert.True(File.Exists(result.OutputLines[0]["picture    ".Length..]), result.Output);
        Assert.True(File.Exists(result.OutputLines[1]["report     ".Length..]), result.Output);
        Assert.True(File.Exists(result.OutputLines[2]["generator  ".Length..]), result.Output);
        Assert.StartsWith("sample it  gan sample --checkpoint ", result.OutputLines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_come_first_and_then_a_plain_line_a_tick_that_the_log_keeps_too()
    {
        var result = Tiny.Points(folder.In("runs"), "--steps", "6");

        Assert.Matches("^data +name=ring8 ", result.Error);
        const string Line = @"step +\d+/6  D -?\d+\.\d{3}  G -?\d+\.\d{3}  D\(x\) \d\.\d\d  D\(G\(z\)\) \d\.\d\d  [\d,]+ img/s  grad/d \S+  grad/g \S+(  diversity \d\.\d\d  distance \d\.\d{3})?  left \w+( \w+)?";
        var lines = result.ErrorLines.Where(line => line.StartsWith("step", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Matches($"^{Line}$", line));
        var log = File.ReadAllText(folder.In("runs", "00000-mlp-ring8", "log.txt"));
        Assert.Equal(3, Regex.Count(log, Line));
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Fact]
    public void A_dry_run_prints_the_settings_and_touches_nothing()
    {
        var result = Gan.Run(
            "train", "--dataset", "celeba", "--data", folder.In("absent"), "--device", "cuda:9", "--k", "3", "--out", folder.In("runs"), "--dry-run");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("\"discriminatorSteps\": 3", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"steps\": 25000", result.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void What_a_dry_run_prints_is_a_configuration_that_gives_the_same()
    {
        var first = Gan.Run("train", "--loss", "wasserstein", "--conditional", "--seed", "5", "--dry-run").Output;
        File.WriteAllText(folder.In("config.json"), first);

        Assert.Equal(first, Gan.Run("train", "--config", folder.In("config.json"), "--dry-run").Output);
    }

    [Fact]
    public void Epochs_take_the_place_of_steps()
    {
        var result = Gan.Run("train", "--dataset", "mnist", "--epochs", "2.5", "--dry-run");

        Assert.Contains("\"steps\": 0", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"epochs\": 2.5", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_that_diverges_exits_with_3_names_the_step_and_leaves_no_generator()
    {
        var result = Tiny.Digits(
            folder.In("runs"), "--loss", "least-squares", "--steps", "50",
            "--set", "generatorOptimizer.name=sgd", "--set", "discriminatorOptimizer.name=sgd",
            "--set", "generatorOptimizer.learningRate=10", "--set", "discriminatorOptimizer.learningRate=10");

        Assert.Equal(3, result.ExitCode);
        Assert.Matches(@"warning: Training diverged in step \d+: .* (generator|discriminator).* was no longer a finite number\. Nothing was saved", result.Error);
        Assert.Matches(@"warning: .* half the learning rates: .*--set generatorOptimizer\.learningRate=5 ", result.Error);
        Assert.Contains("divergence.txt", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("generator  ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_that_is_up_ends_training_with_success_and_says_how_to_go_on()
    {
        var result = Tiny.Points(folder.In("runs"), "--steps", "100000000", "--max-minutes", "0.001");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("Time is up at step .* gan train --resume ", result.Error);
        Assert.Contains("g.pt", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_cannot_be_read_are_named_and_the_others_are_learned_from()
    {
        Tiny.Digits(folder.In("digits"), "--steps", "1"); // its picture of real digits is a picture like any other
        Directory.CreateDirectory(folder.In("pictures"));
        File.Copy(folder.In("digits", "00000-dcgan-glyphs-16-conditional", "reals.png"), folder.In("pictures", "good.png"));
        File.WriteAllText(folder.In("pictures", "bad.png"), "hello");

        var result = Gan.Run(
            "train", "--dataset", "folder", "--data", folder.In("pictures"), "--out", folder.In("runs"), "--size", "16", "--batch", "2", "--steps", "1",
            "--set", "model.generatorWidth=2", "--set", "model.discriminatorWidth=2", "--set", "compute.threads=1");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"warning: .*bad\.png", result.Error);
        Assert.Contains("bad.png", File.ReadAllText(Path.Combine(Directory.GetDirectories(folder.In("runs"))[0], "log.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_screen_names_twenty_pictures_that_cannot_be_read_and_the_log_names_all()
    {
        Tiny.Digits(folder.In("digits"), "--steps", "1");
        Directory.CreateDirectory(folder.In("pictures"));
        File.Copy(folder.In("digits", "00000-dcgan-glyphs-16-conditional", "reals.png"), folder.In("pictures", "good.png"));
        for (var i = 0; i < 23; i++)
        {
            File.WriteAllText(folder.In("pictures", $"bad{i:00}.png"), "hello");
        }

        var result = Gan.Run(
            "train", "--dataset", "folder", "--data", folder.In("pictures"), "--out", folder.In("runs"), "--size", "16", "--batch", "2", "--steps", "1",
            "--set", "model.generatorWidth=2", "--set", "model.discriminatorWidth=2", "--set", "compute.threads=1");

        var log = File.ReadAllText(Path.Combine(Directory.GetDirectories(folder.In("runs"))[0], "log.txt"));
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(20, Regex.Count(result.Error, @"bad\d\d\.png"));
        Assert.Contains("and 3 more", result.Error, StringComparison.Ordinal);
        Assert.Contains("log.txt", result.Error, StringComparison.Ordinal);
        Assert.Equal(23, Regex.Matches(log, @"bad\d\d\.png").Select(match => match.Value).Distinct().Count());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(folder.In("file"), "");

        Tiny.Points(folder.In("file")).Fails(1, "No run folder can be made in", folder.In("file"));
        Tiny.Points(folder.In("file", "below")).Fails(1, "No run folder can be made in", folder.In("file", "below"));
    }
}
