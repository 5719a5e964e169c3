using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.TorchArchive;
using GanLab.Runs;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Experiment;

/// <summary>A run that begins with the weights of another.</summary>
public sealed class InitialWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private (RunFolder Folder, Snapshot Generator, Snapshot Average, Snapshot Discriminator) Trained()
    {
        using var run = Some.QuickRun($"run.directory={folder.In("runs")}", "training.averageDecay=0.5", "training.seed=3");
        var into = RunFolder.Create(run.Config, 1);
        run.Train(into, [], default);
        return (into, new(run.State.Generator.state_dict()), new(run.State.Average.state_dict()), new(run.State.Discriminator.state_dict()));
    }

    private static TrainingRun From(string path, params string[] settings) => Some.QuickRun([$"training.initFrom={path}", .. settings]);

    private static Dictionary<string, RawTensor> Raw(Generator generator) =>
        generator.state_dict().ToDictionary(pair => pair.Key, pair => TensorBytes.From(pair.Value));

    [Fact]
    public void A_checkpoint_gives_both_players_and_everything_else_starts_afresh()
    {
        var (source, generator, _, discriminator) = Trained();

        using var run = From(source.Checkpoint(3));

        Assert.Empty(generator.DifferencesTo(new(run.State.Generator.state_dict())));
        Assert.Empty(generator.DifferencesTo(new(run.State.Average.state_dict())));
        Assert.Empty(discriminator.DifferencesTo(new(run.State.Discriminator.state_dict())));
        Assert.All(run.State.Counters(), counter => Assert.Equal(0, counter.Value));
        Assert.All(
            run.State.Tensors().Where(pair => pair.Key.Contains("_optimizer/", StringComparison.Ordinal)),
            pair => Assert.Equal(0, pair.Value.count_nonzero().item<long>()));
        Assert.Contains("generator, its average and discriminator; afresh start optimizers and counters", run.Origin);
    }

    [Fact]
    public void G_pt_gives_the_generator_alone()
    {
        var (source, _, average, discriminator) = Trained();
        using var fresh = Some.QuickRun();

        using var run = From(source.Generator);

        Assert.Empty(average.DifferencesTo(new(run.State.Generator.state_dict())));
        Assert.Empty(new Snapshot(fresh.State.Discriminator.state_dict()).DifferencesTo(new(run.State.Discriminator.state_dict())));
        Assert.NotEmpty(discriminator.DifferencesTo(new(run.State.Discriminator.state_dict())));
        Assert.Contains("the generator and its average; the discriminator starts afresh", run.Origin);
    }

    [Fact]
    public void A_run_folder_stands_for_its_newest_checkpoint_and_without_one_for_its_g_pt()
    {
        var (source, _, _, _) = Trained();

        using var first = From(source.Path);
        Directory.Delete(Path.Combine(source.Path, "checkpoints"), recursive: true);
        using var second = From(source.Path);

        Assert.Equal(source.Checkpoint(3), first.Config.Training.InitFrom);
        Assert.Equal(source.Generator, second.Config.Training.InitFrom);
    }

    [Fact]
    public void A_run_folder_stands_for_its_newest_checkpoint_that_is_whole()
    {
        using var earlier = Some.QuickRun($"run.directory={folder.In("runs")}", "run.checkpointEvery=2");
        var source = RunFolder.Create(earlier.Config, 1);
        earlier.Train(source, [], default);
        File.AppendAllText(Path.Combine(source.Checkpoint(3), "state.safetensors"), "x");

        using var run = From(source.Path);

        Assert.Equal(source.Checkpoint(2), run.Config.Training.InitFrom);
    }

    [Theory]
    [InlineData("g.pth", "")]
    [InlineData("g.pth", "module.")] // as nn.DataParallel saves
    [InlineData("g.safetensors", "")]
    public void A_state_dict_that_Python_saved_gives_the_generator(string name, string prefix)
    {
        using var other = Some.QuickRun("training.seed=5");
        var tensors = Raw(other.State.Generator).ToDictionary(pair => prefix + pair.Key, pair => pair.Value);
        if (name == "g.pth")
        {
            TorchArchiveFile.Write(folder.In(name), PickleDictionary.StateDict(tensors));
        }
        else
        {
            SafeTensorsFile.Write(folder.In(name), tensors);
        }

        using var run = From(folder.In(name));

        Assert.Empty(new Snapshot(other.State.Generator.state_dict()).DifferencesTo(new(run.State.Generator.state_dict())));
    }

    [SkippableFact]
    public void So_does_one_that_PyTorch_itself_saved()
    {
        PythonTorch.Require();
        using var shapes = Some.QuickRun();
        var made = string.Join(", ", shapes.State.Generator.state_dict().Select(pair => $"'{pair.Key}': torch.full([{string.Join(',', pair.Value.shape)}], 0.25)"));
        PythonTorch.Run($"import torch, sys; torch.save({{{made}}}, sys.argv[1])", folder.In("g.pt"));

        using var run = From(folder.In("g.pt"));

        Assert.All(run.State.Generator.parameters(), parameter => Assert.True((parameter == 0.25).all().item<bool>()));
    }

    [Fact]
    public void What_does_not_fit_is_named_with_both_shapes()
    {
        var (source, _, _, _) = Trained();

        var error = Assert.Throws<CheckpointMismatchException>(() => From(source.Generator, "model.generatorWidth=5"));

        Assert.Contains(source.Generator, error.Message);
        Assert.Contains("has the shape [8, 6], but the model needs [5, 6]", error.Message);
    }

    [Fact]
    public void Weights_that_are_no_numbers_and_files_that_hold_none_are_refused()
    {
        using var other = Some.QuickRun();
        other.State.Generator.parameters().First().detach().fill_(double.NaN);
        SafeTensorsFile.Write(folder.In("nan.safetensors"), Raw(other.State.Generator));
        TorchArchiveFile.Write(folder.In("text.pt"), "hello");
        TorchArchiveFile.Write(folder.In("mixed.pt"), new PickleDictionary { { "epoch", 3L } });
        folder.Write("noise.pt", [1, 2, 3]);

        var error = Assert.Throws<CheckpointMismatchException>(() => From(folder.In("nan.safetensors")));
        Assert.Contains("not finite", error.Message);
        Assert.DoesNotContain("another program", error.Message);
        Assert.Contains("no dictionary of tensors", Assert.Throws<CheckpointMismatchException>(() => From(folder.In("text.pt"))).Message);
        Assert.Contains("'epoch' is no tensor", Assert.Throws<CheckpointMismatchException>(() => From(folder.In("mixed.pt"))).Message);
        Assert.Contains("noise.pt", Assert.Throws<MalformedFileException>(() => From(folder.In("noise.pt"))).Message);
        Assert.Contains("absent", Assert.Throws<ConfigException>(() => From(folder.In("absent"))).Message);
    }

    [Fact]
    public void What_is_absent_is_known_before_anything_is_opened() => Assert.Contains(
        "There is no 'absent.pt' to take weights from",
        Assert.Throws<ConfigException>(new ExperimentRequest { Settings = ["training.initFrom=absent.pt"] }.Resolve).Message);

    [Fact]
    public void The_source_is_recorded_with_its_hash_and_another_file_in_its_place_is_refused()
    {
        var (source, _, _, _) = Trained();
        using var run = From(source.Generator);
        var recorded = run.Config;

        GeneratorFile.Write(source.Generator, run.State.Generator, run.Describe(77));
        var error = Assert.Throws<ConfigException>(() => TrainingRun.Open(recorded, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));

        Assert.Equal((source.Generator, 64), (recorded.Training.InitFrom, recorded.Training.InitFromSha256.Length));
        Assert.Contains("training.initFromSha256", error.Message);
    }

    [Fact]
    public void A_run_that_goes_on_does_not_read_its_first_weights_again()
    {
        var (source, _, _, _) = Trained();
        string[] settings = ["training.steps=4"];
        using var straight = From(source.Generator, settings);
        using var first = From(source.Generator, [.. settings, "training.steps=2"]);
        straight.Train([], default);
        first.Train([], default);
        first.Save(folder.In("000002"));
        File.Delete(source.Generator);

        using var resumed = TrainingRun.Open(straight.Config, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, goesOn: true);
        resumed.Restore(folder.In("000002"));
        resumed.Train([], default);

        Assert.Null(resumed.Origin);
        Assert.Empty(Snapshot.Of(straight.State).DifferencesTo(Snapshot.Of(resumed.State)));
    }
}
