using GanLab.Configuration;

namespace GanLab.Tests.Configuration;

public class ConfigBuilderTests
{
    private static IReadOnlyList<string> Problems(Action<ConfigBuilder> lay)
    {
        var builder = new ConfigBuilder();
        lay(builder);
        return Assert.Throws<ConfigException>(builder.Build).Problems;
    }

    private static string Problem(Action<ConfigBuilder> lay) => Assert.Single(Problems(lay));

    [Fact]
    public void Without_layers_everything_has_its_default() => Assert.Equal(new ExperimentConfig(), new ConfigBuilder().Build());

    [Fact]
    public void A_later_layer_overrides_an_earlier_one_and_leaves_the_rest()
    {
        var config = new ConfigBuilder()
            .Overlay("""{ "training": { "batchSize": 32, "steps": 5 }, "model": { "name": "mlp" } }""", "file")
            .Set("training.batchSize=16")
            .Set("loss.weightClip", "0.01", "option")
            .Build();

        var expected = new ExperimentConfig();
        expected = expected with
        {
            Training = expected.Training with { BatchSize = 16, Steps = 5 },
            Model = expected.Model with { Name = "mlp" },
            Loss = expected.Loss with { WeightClip = 0.01 },
        };
        Assert.Equal(expected, config);
    }

    [Fact]
    public void The_text_of_a_configuration_gives_the_same_configuration()
    {
        var config = new ExperimentConfig
        {
            Data = new() { Name = "folder", Directory = "C:\\bilder\\\"ö\" 🙂", Size = 28, Channels = 3 },
            Model = new() { Name = "mlp", LatentSize = 1, GeneratorWidth = 4096, Conditional = true },
            Loss = new() { Name = "wasserstein", WeightClip = 0.1 },
            GeneratorOptimizer = new() { Name = "sgd", LearningRate = 1.0 / 3, Momentum = 0.9, Epsilon = 1e-300 },
            Training = new() { Steps = 1_000_000_000_000, Epochs = 0.5, Order = PlayerOrder.GeneratorFirst, ShareFakes = true, Seed = long.MinValue },
            Compute = new() { Precision = Precision.Bf16, Device = "cuda:1" },
            Run = new() { Directory = "läufe", KeepCheckpoints = 0 },
        };

        var back = new ConfigBuilder().Overlay(ConfigBuilder.ToJson(config), "config.json").Build();

        Assert.Equal(config, back);
    }

    [Fact]
    public void Every_setting_stands_in_the_text()
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(ConfigBuilder.ToJson(new ExperimentConfig()))!;

        Assert.All(ConfigSchema.Settings.Keys, path => Assert.NotNull(json[path.Split('.')[0]]?[path.Split('.')[1]]));
    }

    [Fact]
    public void A_file_may_have_comments_and_trailing_commas()
    {
        var config = new ConfigBuilder().Overlay("{ // small\n \"training\": { \"batchSize\": 4, }, }", "file").Build();

        Assert.Equal(4, config.Training.BatchSize);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest_and_its_source()
    {
        Assert.StartsWith(
            "--set: there is no setting 'training.batchsize'. Did you mean training.batchSize",
            Problem(builder => builder.Set("training.batchsize=3")));
        Assert.Contains("my.json: there is no setting 'trainin'", Problem(builder => builder.Overlay("""{ "trainin": {} }""", "my.json")));
        Assert.Contains("Did you mean loss.name", Problem(builder => builder.Set("lossname=x")));
        Assert.DoesNotContain("Did you mean", Problem(builder => builder.Set("zzzzzzzzzzzzzz=1")));
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var problems = Problems(builder => builder
            .Overlay("""{ "training": { "batchSize": "many", "colour": 1 }, "model": { "latentSize": 0 } }""", "file")
            .Set("compute.precision=fp8")
            .Set("seed"));

        Assert.Equal(5, problems.Count);
        Assert.Contains(problems, problem => problem == "file: training.batchSize takes a whole number, not 'many'.");
        Assert.Contains(problems, problem => problem.StartsWith("file: there is no setting 'training.colour'", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem == "model.latentSize is 0, but must lie in [1, 4096].");
        Assert.Contains(problems, problem => problem.Contains("Unknown compute.precision 'fp8'") && problem.Contains("auto, fp32, tf32, bf16"));
        Assert.Contains(problems, problem => problem == "--set takes path=value, for instance training.batchSize=32, not 'seed'.");
    }

    [Theory]
    [InlineData("training.batchSize=1", "training.batchSize is 1, but must lie in [2, 65536].")]
    [InlineData("training.batchSize=65537", "training.batchSize is 65537, but must lie in [2, 65536].")]
    [InlineData("training.averageDecay=1", "training.averageDecay is 1, but must lie in [0, 1).")]
    [InlineData("training.averageDecay=-0.1", "training.averageDecay is -0.1, but must lie in [0, 1).")]
    [InlineData("training.steps=-1", "training.steps is -1, but must lie in [0, 1000000000000].")]
    [InlineData("run.directory=", "run.directory must not be empty.")]
    [InlineData("data.channels=2", "data.channels is 2, but must be one of 0, 1, 3.")]
    [InlineData("generatorOptimizer.name=adan", "Unknown generatorOptimizer.name 'adan'. Did you mean 'adam'? Known: adam, adamw, rmsprop, sgd.")]
    public void A_value_outside_its_range_is_named_with_the_range(string assignment, string expected) =>
        Assert.Equal(expected, Problem(builder => builder.Set(assignment)));

    [Theory]
    [InlineData("training.batchSize=2")]
    [InlineData("training.batchSize=65536")]
    [InlineData("training.averageDecay=0")]
    [InlineData("training.averageDecay=0.9999999")]
    [InlineData("training.seed=-9223372036854775808")]
    [InlineData("training.order=generator-first")]
    [InlineData("training.shareFakes=True")]
    [InlineData("generatorOptimizer.learningRate=1e-4")]
    [InlineData(" compute.device = cuda:1 ")]
    [InlineData("data.directory=a=b")] // only the first sign of equality divides
    public void A_value_at_the_edge_of_what_is_allowed_is_taken(string assignment) => new ConfigBuilder().Set(assignment).Build();

    [Fact]
    public void A_directory_may_contain_a_sign_of_equality() =>
        Assert.Equal("a=b", new ConfigBuilder().Set("data.directory=a=b").Build().Data.Directory);

    [Theory]
    [InlineData("training.batchSize=4.5", "a whole number")]
    [InlineData("training.batchSize=99999999999999999999", "a whole number")]
    [InlineData("training.batchSize=", "a whole number")]
    [InlineData("training.shareFakes=yes", "true or false")]
    [InlineData("generatorOptimizer.learningRate=fast", "a number")]
    [InlineData("generatorOptimizer.learningRate=NaN", "a number")]
    [InlineData("generatorOptimizer.learningRate=Infinity", "a number")]
    [InlineData("generatorOptimizer.learningRate=1e999", "a number")]
    [InlineData("generatorOptimizer.learningRate=0,5", "a number")]
    public void A_value_of_another_kind_is_refused(string assignment, string wanted)
    {
        var (path, value) = (assignment.Split('=')[0], assignment.Split('=')[1]);

        Assert.Equal($"--set: {path} takes {wanted}, not '{value}'.", Problem(builder => builder.Set(assignment)));
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{", "is not JSON")]
    [InlineData("[]", "must hold a JSON object")]
    [InlineData("null", "must hold a JSON object")]
    [InlineData("""{ "loss": { "name": "minimax", "name": "wasserstein" } }""", "is not JSON")]
    [InlineData("""{ "loss": {}, "loss": {} }""", "is not JSON")]
    [InlineData("""{ "generatorOptimizer": { "learningRate": NaN } }""", "is not JSON")]
    [InlineData("""{ "loss": null }""", "there is no setting 'loss'")]
    [InlineData("""{ "loss": 5 }""", "there is no setting 'loss'")]
    [InlineData("""{ "loss": { "name": null } }""", "loss.name takes text, not 'null'")]
    [InlineData("""{ "loss": { "name": {} } }""", "loss.name takes text")]
    [InlineData("""{ "loss": { "name": ["minimax"] } }""", "loss.name takes text")]
    [InlineData("""{ "training": { "steps": [] } }""", "training.steps takes a whole number")]
    public void A_file_that_is_no_configuration_is_refused(string json, string expected)
    {
        var problem = Problem(builder => builder.Overlay(json, "my.json"));

        Assert.StartsWith("my.json", problem);
        Assert.Contains(expected, problem);
    }

    [Fact]
    public void Deep_nesting_is_refused_without_a_stack_overflow() => Assert.Contains(
        "is not JSON",
        Problem(builder => builder.Overlay(string.Concat(Enumerable.Repeat("{\"loss\":", 100_000)) + "1" + new string('}', 100_000), "file")));

    [Fact]
    public void Something_must_say_when_to_stop()
    {
        Assert.Contains("training.steps, training.epochs and training.maxMinutes are all 0", Problem(builder => builder.Set("training.steps=0")));
        new ConfigBuilder().Set("training.steps=0").Set("training.maxMinutes=0.5").Build();
    }
}
