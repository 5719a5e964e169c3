using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using GanLab.Models;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

/// <summary>Model files and checkpoints whose hashes are right and whose words are not.</summary>
public sealed class HostileModelFilesTests : IDisposable
{
    private static readonly ModelConfig Model = new() { Name = "mlp", LatentSize = 2, GeneratorWidth = 2, DiscriminatorWidth = 2 };
    private static readonly SampleShape Ring = new(2, 1, 1);

    private readonly TemporaryFolder folder = new();

    private string Generator => folder.In("g.safetensors");

    private string Saved => folder.In("000003");

    public void Dispose() => folder.Dispose();

    private void WriteGenerator(string key, string text)
    {
        using var generator = ModelCatalog.CreateGenerator(Model, Ring, 0);
        GeneratorFile.Write(Generator, generator, new GeneratorDescription { Model = Model, Header = new CheckpointHeader { Step = 3, Dataset = "ring8" } });
        var (tensors, metadata) = SafeTensorsFile.Read(Generator);
        SafeTensorsFile.Write(Generator, tensors, metadata.Select(pair => pair.Key == key ? KeyValuePair.Create(key, text) : pair));
    }

    private void WriteCheckpoint(Action<JsonObject> change)
    {
        using var scope = NewDisposeScope();
        using var generator = ModelCatalog.CreateGenerator(Model, Ring, 0);
        using var discriminator = ModelCatalog.CreateDiscriminator(Model, Ring, 0);
        var tensors = generator.state_dict().ToDictionary(pair => $"average/{pair.Key}", pair => pair.Value)
            .Concat(discriminator.state_dict().Select(pair => KeyValuePair.Create($"discriminator/{pair.Key}", pair.Value))).ToDictionary();
        var configuration = ConfigBuilder.ToJson(new ExperimentConfig { Model = Model });
        Checkpoint.Write(Saved, tensors, new Dictionary<string, long>(), new CheckpointHeader { Step = 3, Configuration = configuration, Shape = Ring });

        var manifest = Path.Combine(Saved, "checkpoint.json");
        var json = JsonNode.Parse(File.ReadAllText(manifest))!.AsObject();
        json.Remove("manifestSha256");
        change(json);
        var text = json.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json["manifestSha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        File.WriteAllText(manifest, json.ToJsonString());
    }

    public static TheoryData<string, string> Texts() => new()
    {
        { "configuration", "nonsense" },
        { "configuration", "[1]" },
        { "configuration", "null" },
        { "configuration", """{"model":{},"model":{}}""" },
        { "configuration", """{"model":{"name":"a","name":"b"}}""" },
        { "configuration", """{"\ud800":1}""" },
        { "configuration", """{"model":{"name":"\udc00"}}""" },
        { "configuration", new string('[', 100) },
        { "configuration", string.Concat(Enumerable.Repeat("{\"a\":", 9)) + "0" + new string('}', 9) },
        { "metrics", """{"a":1,"a":2}""" },
        { "metrics", """{"\ud800":1}""" },
        { "class_names", """["\ud800"]""" },
        { "step", "-1" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_is_not_what_it_should_be_is_refused_when_it_is_read(string key, string text)
    {
        WriteGenerator(key, text);

        var error = Assert.Throws<CheckpointMismatchException>(() => GeneratorFile.Read(Generator));

        Assert.Contains(Generator, error.Message);
        Assert.Contains($"'{key}'", error.Message);
    }

    [Fact]
    public void Sizes_whose_product_overflows_are_refused()
    {
        WriteGenerator("channels", "4096");
        var (tensors, metadata) = SafeTensorsFile.Read(Generator);
        SafeTensorsFile.Write(Generator, tensors, metadata.Select(pair => pair.Key is "height" or "width" ? KeyValuePair.Create(pair.Key, "4096") : pair));

        Assert.Contains("4096x4096x4096", Assert.Throws<CheckpointMismatchException>(() => GeneratorFile.Read(Generator)).Message);
    }

    [Fact]
    public void An_infinite_metric_counts_as_none()
    {
        WriteGenerator("metrics", """{"a":1e999,"b":null,"c":0.5}""");

        var (generator, description) = GeneratorFile.Read(Generator);

        generator.Dispose();
        Assert.Equal(new Dictionary<string, double> { ["a"] = double.NaN, ["b"] = double.NaN, ["c"] = 0.5 }, description.Header.Metrics);
    }

    [Fact]
    public void The_checkpoint_that_is_changed_here_is_sound()
    {
        WriteCheckpoint(_ => { });

        CheckpointNetworks.ReadGenerator(Saved).Generator.Dispose();
        using var discriminator = CheckpointNetworks.ReadDiscriminator(Saved).Discriminator;
        Assert.Equal(Ring, discriminator.Shape);
    }

    [Theory]
    [InlineData("[2147483647,2147483647,2147483647]")]
    [InlineData("[-1,1,2]")]
    [InlineData("[0,1,2]")]
    [InlineData("[4097,1,1]")]
    [InlineData("[4096,4096,4096]")]
    [InlineData("[2,1]")]
    [InlineData("[2,1,1,1]")]
    public void A_checkpoint_with_a_shape_that_cannot_be_is_damaged(string shape)
    {
        WriteCheckpoint(json => json["shape"] = JsonNode.Parse(shape));

        var error = Assert.Throws<MalformedFileException>(() => Checkpoint.ReadHeader(Saved));

        Assert.Contains("shape", error.Message);
        Assert.Contains(Path.Combine(Saved, "checkpoint.json"), error.Message);
    }

    [Fact]
    public void A_step_below_0_is_damage_in_either_version()
    {
        WriteCheckpoint(json => json["step"] = -1);
        Assert.Contains("its step is -1", Assert.Throws<MalformedFileException>(() => Checkpoint.ReadHeader(Saved)).Message);

        var first = """{"format":"ganlab.checkpoint","formatVersion":1,"programVersion":"0.1.0","sha256":"00","counters":{"step":-1}}""";
        File.WriteAllText(Path.Combine(Saved, "checkpoint.json"), first);
        Assert.Contains("its step is -1", Assert.Throws<MalformedFileException>(() => Checkpoint.ReadHeader(Saved)).Message);
    }

    /// <summary>16 million inputs would be 715 MB of weights, from a file of some kilobytes.</summary>
    [Fact]
    public void A_network_is_not_built_that_is_far_larger_than_what_is_saved()
    {
        WriteCheckpoint(json => json["shape"] = JsonNode.Parse("[1,4000,4000]"));

        foreach (var error in (Exception[])[
            Assert.Throws<CheckpointMismatchException>(() => CheckpointNetworks.ReadDiscriminator(Saved)),
            Assert.Throws<CheckpointMismatchException>(() => CheckpointNetworks.ReadGenerator(Saved)),
        ])
        {
            Assert.Contains(Saved, error.Message);
            Assert.Contains("but the network that the file describes has", error.Message);
        }
    }

    [Fact]
    public void Settings_of_a_checkpoint_that_cannot_be_are_put_down_to_it()
    {
        WriteCheckpoint(json => json["configuration"]!["model"]!["latentSize"] = -5);

        var error = Assert.Throws<CheckpointMismatchException>(() => CheckpointNetworks.ReadGenerator(Saved));

        Assert.Contains(Saved, error.Message);
        Assert.Contains("latentSize", error.Message);
    }
}
