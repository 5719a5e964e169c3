using System.Text.Json.Nodes;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Runs;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

/// <summary>What a checkpoint says of itself.</summary>
public sealed class CheckpointHeaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    private string Target => folder.In("000003");

    private string Manifest => folder.In("000003", "checkpoint.json");

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private void Write(CheckpointHeader header) =>
        Checkpoint.Write(Target, new Dictionary<string, Tensor> { ["weight"] = ones(2) }, new Dictionary<string, long> { ["step"] = 3 }, header);

    [Fact]
    public void Everything_in_the_header_comes_back()
    {
        var config = Some.Config("data.directory=/a \"quoted\" <folder> \\ of Ünïcode ☃", "generatorOptimizer.learningRate=1.2345678901234567e-5");
        var header = new CheckpointHeader
        {
            Step = 3,
            ProgramVersion = "9.8.7",
            Configuration = ConfigBuilder.ToJson(config),
            DataHash = new string('a', 64),
            Metrics = new Dictionary<string, double> { ["loss/d"] = 0.1 + 0.2, ["loss/g"] = -1e-300, ["nothing"] = double.NaN, ["much"] = double.PositiveInfinity },
        };

        Write(header);
        var read = Checkpoint.ReadHeader(Target);

        Assert.Equal((3L, "9.8.7", header.DataHash), (read.Step, read.ProgramVersion, read.DataHash));
        Assert.Equal(config, new ConfigBuilder().Overlay(read.Configuration!, Target).Build());
        Assert.Equal((0.1 + 0.2, -1e-300, double.NaN, double.NaN), (read.Metrics["loss/d"], read.Metrics["loss/g"], read.Metrics["nothing"], read.Metrics["much"]));
        Assert.Equal(4, read.Metrics.Count);
        Assert.Equal(read.Configuration, Checkpoint.Verify(Target).Configuration);
        Assert.Equal(read.Configuration, Checkpoint.Read(Target).Header.Configuration);
    }

    [Fact]
    public void The_file_is_plain_JSON_with_the_length_and_hash_of_the_other()
    {
        Write(new CheckpointHeader { Step = 3, Configuration = ConfigBuilder.ToJson(Some.Config()) });

        var json = JsonNode.Parse(File.ReadAllText(Manifest))!;

        Assert.Equal(("ganlab.checkpoint", 2, 3), (json["format"]!.GetValue<string>(), json["formatVersion"]!.GetValue<int>(), json["step"]!.GetValue<int>()));
        Assert.Equal("glyphs", json["configuration"]!["data"]!["name"]!.GetValue<string>());
        var state = File.ReadAllBytes(folder.In("000003", "state.safetensors"));
        Assert.Equal(state.Length, json["files"]!["state.safetensors"]!["bytes"]!.GetValue<int>());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(state)),
            json["files"]!["state.safetensors"]!["sha256"]!.GetValue<string>());
    }

    [Fact]
    public void The_header_of_a_run_has_its_configuration_data_and_newest_metrics()
    {
        using var run = Some.QuickRun($"run.directory={folder.Path}", "training.steps=3");
        var into = RunFolder.Create(run.Config, 1);
        var recorder = new Recorder();

        run.Train(into, [recorder], default);
        var header = Checkpoint.ReadHeader(into.Checkpoint(3));

        Assert.Equal(run.Config, new ConfigBuilder().Overlay(header.Configuration!, "the header").Build());
        Assert.Equal((3L, run.Dataset.ContentHash), (header.Step, header.DataHash));
        Assert.Equal(recorder.Metrics[^1].DiscriminatorLoss, header.Metrics["loss/d"]);
        Assert.Matches("^[0-9a-f]{64}$", header.DataHash);
    }

    [Fact]
    public void A_newer_format_is_refused_by_its_version()
    {
        Write(new CheckpointHeader { Step = 3, ProgramVersion = "7.0.0" });
        File.WriteAllText(Manifest, File.ReadAllText(Manifest).Replace("\"formatVersion\": 2", "\"formatVersion\": 3", StringComparison.Ordinal));

        var error = Assert.Throws<CheckpointMismatchException>(() => Checkpoint.ReadHeader(Target));

        Assert.Contains("version 3 of the checkpoint format", error.Message);
        Assert.Contains("7.0.0", error.Message);
        Assert.Contains(Manifest, error.Message);
    }

    [Theory]
    [InlineData("../state.safetensors")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\\\b")]
    public void A_manifest_that_names_files_elsewhere_is_refused(string name)
    {
        Write(new CheckpointHeader { Step = 3 });
        var json = JsonNode.Parse(File.ReadAllText(Manifest))!.AsObject();
        json["files"]!.AsObject().Add(name, new JsonObject { ["sha256"] = "", ["bytes"] = 0 });
        json.Remove("manifestSha256");
        json["manifestSha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(
            json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))));
        File.WriteAllText(Manifest, json.ToJsonString());

        var error = Assert.Throws<MalformedFileException>(() => Checkpoint.Verify(Target));

        Assert.Contains("list of files", error.Message);
    }
}
