using GanLab.Configuration;
using GanLab.Experiment;

namespace GanLab.Tests.Experiment;

public sealed class ExperimentRequestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static ExperimentRequest Asking(params (string Path, string Value)[] options) =>
        new() { Options = [.. options.Select(option => new ConfigOption(option.Path, option.Value))] };

    [Fact]
    public void Each_layer_overrides_those_before()
    {
        var request = new ExperimentRequest
        {
            Preset = "mnist-dcgan",
            ConfigFile = folder.Write("my.json", """{ "training": { "steps": 1, "batchSize": 5 }, "model": { "latentSize": 11 } }"""),
            Options = [new("training.steps", "2"), new("training.seed", "9")],
            Settings = ["training.steps=3"],
        };

        var config = request.Resolve();

        Assert.Equal(32, config.Model.GeneratorWidth); // preset
        Assert.Equal((5, 11), (config.Training.BatchSize, config.Model.LatentSize)); // file
        Assert.Equal(9, config.Training.Seed); // option
        Assert.Equal(3, config.Training.Steps); // setting
        Assert.Equal(new ModelConfig().DiscriminatorWidth / 2, config.Model.DiscriminatorWidth);
    }

    [Fact]
    public void Asking_for_nothing_gives_the_small_default()
    {
        var config = Asking().Resolve();

        Assert.Equal(("glyphs", "dcgan", 32, 1), (config.Data.Name, config.Model.Name, config.Data.Size, config.Data.Channels));
        Assert.Equal(32, config.Model.GeneratorWidth);
    }

    [Fact]
    public void A_data_set_brings_its_usual_model_and_presets()
    {
        var config = Asking(("data.name", "ring8")).Resolve();

        Assert.Equal(("mlp", 2, 128), (config.Model.Name, config.Model.LatentSize, config.Model.GeneratorWidth));
    }

    [Fact]
    public void A_loss_brings_its_preset_and_what_is_asked_for_overrides_it()
    {
        var config = Asking(("loss.name", "wasserstein"), ("training.discriminatorSteps", "2")).Resolve();

        Assert.Equal((0.01, "rmsprop", 2), (config.Loss.WeightClip, config.GeneratorOptimizer.Name, config.Training.DiscriminatorSteps));
    }

    [Fact]
    public void A_loss_on_a_data_set_may_bring_settings_of_its_own()
    {
        Assert.Equal(10, Asking(("loss.name", "wgan-gp")).Resolve().Loss.GradientPenalty);
        Assert.Equal(0.1, Asking(("loss.name", "wgan-gp"), ("data.name", "ring8")).Resolve().Loss.GradientPenalty);
    }

    [Fact]
    public void A_model_chosen_by_a_setting_counts_as_chosen() =>
        Assert.Equal("mlp", new ExperimentRequest { Settings = ["model.name=mlp"] }.Resolve().Model.Name);

    [Theory]
    [InlineData("ring8-mlp", "ring8", "mlp", "non-saturating")]
    [InlineData("wasserstein", "glyphs", "dcgan", "wasserstein")]
    [InlineData("mlp", "glyphs", "mlp", "non-saturating")]
    [InlineData("sngan", "glyphs", "sngan", "hinge")]
    [InlineData("wgan-gp", "glyphs", "dcgan", "wgan-gp")]
    [InlineData("ring8-wgan-gp", "ring8", "mlp", "wgan-gp")]
    public void A_preset_alone_is_enough(string preset, string dataset, string model, string loss)
    {
        var config = new ExperimentRequest { Preset = preset }.Resolve();

        Assert.Equal((dataset, model, loss), (config.Data.Name, config.Model.Name, config.Loss.Name));
    }

    [Fact]
    public void The_config_of_another_run_gives_that_run_again()
    {
        var first = Asking(("data.name", "ring8"), ("loss.name", "wasserstein"), ("training.seed", "5")).Resolve();
        var file = folder.Write("config.json", ConfigBuilder.ToJson(first));

        Assert.Equal(first, new ExperimentRequest { ConfigFile = file }.Resolve());
    }

    [Fact]
    public void A_file_with_a_few_departures_still_stands_on_the_presets()
    {
        var file = folder.Write("my.json", """{ "data": { "name": "ring8" }, "training": { "batchSize": 16 } }""");

        var config = new ExperimentRequest { ConfigFile = file }.Resolve();

        Assert.Equal(("mlp", 2, 16), (config.Model.Name, config.Model.LatentSize, config.Training.BatchSize));
    }

    [Fact]
    public void A_metric_that_no_checkpoint_is_saved_with_is_refused_with_those_that_are()
    {
        var error = Assert.Throws<ConfigException>(() => Asking(("run.bestMetric", "distance/sdw")).Resolve());

        Assert.Equal(
            "Unknown run.bestMetric 'distance/sdw'. Did you mean 'distance/swd'? "
                + "Known: loss/d, loss/g, score/real, score/fake, grad/d, grad/g, penalty/gradient, diversity/fixed, distance/swd.",
            Assert.Single(error.Problems));
        Assert.Equal("loss/g", Asking(("run.bestMetric", "loss/g")).Resolve().Run.BestMetric);
    }

    [Fact]
    public void Problems_of_all_layers_come_together()
    {
        var request = new ExperimentRequest
        {
            ConfigFile = folder.Write("my.json", """{ "training": { "color": 1 } }"""),
            Options = [new("training.batchSize", "many")],
            Settings = ["training.steps=-3"],
        };

        Assert.Equal(3, Assert.Throws<ConfigException>(request.Resolve).Problems.Count);
    }

    [Theory]
    [InlineData("data.name", "mnits", "Did you mean 'mnist'?")]
    [InlineData("data.name", "celeba", "--data DIR")]
    [InlineData("data.directory", "somewhere", "glyphs needs no files")]
    public void A_data_set_that_cannot_be_opened_is_known_before_it_is(string path, string value, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigException>(Asking((path, value)).Resolve).Message);

    [Theory]
    [InlineData("60 pixels", "data.size=60")]
    [InlineData("60 pixels", "data.size=60", "data.name=folder", "data.directory=pictures")]
    [InlineData("not points in the plane", "data.name=ring8", "model.name=dcgan")]
    [InlineData("'sngan' has no batch normalisation", "model.name=sngan", "model.discriminatorNormalization=batch")]
    [InlineData("model.discriminatorNormalization=none (spectral would do too)", "model.name=mlp", "model.discriminatorNormalization=batch")]
    [InlineData("'wgan-gp' is nothing without its penalty", "loss.name=wgan-gp", "loss.gradientPenalty=0")]
    [InlineData("set one of them to 0", "model.name=mlp", "loss.name=wasserstein", "loss.gradientPenalty=10")]
    [InlineData("batch normalisation mixes them", "loss.gradientPenalty=10")]
    [InlineData("batch normalisation mixes them", "loss.name=wgan-gp", "model.discriminatorNormalization=auto")]
    [InlineData("'celeba' has none", "data.name=celeba", "data.directory=faces", "model.conditional=true")]
    [InlineData("'glyphs' never ends", "training.steps=0", "training.epochs=2")]
    [InlineData("'tpu' is no device", "compute.device=tpu")]
    [InlineData("use 8 to 4096 pixels", "data.size=5", "model.name=mlp")]
    public void What_does_not_fit_together_is_known_before_a_file_or_device_is_touched(string expected, params string[] settings) =>
        Assert.Contains(
            expected, Assert.Single(Assert.Throws<ConfigException>(new ExperimentRequest { Settings = settings }.Resolve).Problems));

    [Fact]
    public void A_part_of_the_data_can_be_asked_for_by_a_setting() =>
        Assert.Equal(
            DataPartition.Test,
            ExperimentRequest.Request(new ExperimentRequest { Settings = ["data.name=mnist", "data.partition=test"] }.Resolve()).Partition);

    [Fact]
    public void Whether_a_folder_has_classes_is_known_only_when_it_is_opened() =>
        Assert.True(Asking(("data.name", "folder"), ("data.directory", "pictures"), ("model.conditional", "true")).Resolve().Model.Conditional);

    [Fact]
    public void Epochs_beside_steps_are_not_looked_at() =>
        Assert.Equal(2, Asking(("training.epochs", "2")).Resolve().Training.Epochs);

    [Fact]
    public void What_does_not_fit_is_reported_with_everything_else()
    {
        var request = new ExperimentRequest
        {
            Preset = "nothing-like-it",
            ConfigFile = folder.In("absent.json"),
            Settings = ["data.size=60", "compute.device=tpu", "training.batchSize=1", "loss.name=none", "training.steps=0", "training.epochs=1"],
        };

        var problems = Assert.Throws<ConfigException>(request.Resolve).Problems;

        string[] expected = ["'nothing-like-it'", folder.In("absent.json"), "60 pixels", "'tpu'", "training.batchSize is 1", "'none'", "never ends"];
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected, words => Assert.Single(problems, problem => problem.Contains(words, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_preset_that_does_not_exist_is_reported() =>
        Assert.Throws<ConfigException>(new ExperimentRequest { Preset = "nothing-like-it" }.Resolve);

    [Fact]
    public void The_resolved_configuration_says_what_the_data_set_chose()
    {
        var config = Asking(("data.name", "ring8")).Resolve();

        Assert.Equal((1, 0), (config.Data.Size, config.Data.Channels));
        Assert.Equal(("celeba", 64, 3), Asking(("data.name", "celeba"), ("data.directory", "faces")).Resolve().Data is var d ? (d.Name, d.Size, d.Channels) : default);
    }
}
