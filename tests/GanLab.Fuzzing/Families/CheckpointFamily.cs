using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using GanLab.Fuzzing.Mutation;
using GanLab.Models;

namespace GanLab.Fuzzing.Families;

/// <summary>checkpoint.json, with a hash of itself that is right most of the time, and the networks that it describes.</summary>
internal sealed class CheckpointFamily : ReaderFamily, IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly SampleShape Shape = new(2, 1, 1);

    private static readonly Lazy<byte[]> State = new(MakeState);

    private readonly Scratch scratch = new();

    internal override string Name => "checkpoint";

    internal override IEnumerable<byte[]> Seeds()
    {
        var header = new CheckpointHeader
        {
            Step = 5,
            Configuration = """{"model":{"name":"mlp","latentSize":2,"generatorWidth":2,"discriminatorWidth":2}}""",
            Shape = Shape,
            DataHash = new string('1', 64),
            Metrics = new Dictionary<string, double> { ["loss/d"] = 0.5, ["loss/g"] = double.NaN },
        };
        var manifest = new CheckpointManifest(
            header, new Dictionary<string, long> { ["step"] = 5, ["samples"] = 320 },
            new Dictionary<string, CheckpointManifest.Entry>
            {
                [CheckpointManifest.TensorFile] = new(Convert.ToHexStringLower(SHA256.HashData(State.Value)), State.Value.Length),
            });
        yield return System.Text.Encoding.UTF8.GetBytes(manifest.ToJson());
        yield return """{"format":"ganlab.checkpoint","formatVersion":1,"programVersion":"0.1.0","sha256":"00","counters":{"step":5}}"""u8.ToArray();
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        var damaged = JsonMutator.Mutate(file, other, random);
        return random.Next(4) == 0 ? damaged : WithRightHash(damaged);
    }

    // Where it says enough, the networks that it describes are built too.
    internal override object Read(byte[] file)
    {
        var folder = Path.GetDirectoryName(scratch.Write(CheckpointManifest.FileName, file))!;
        var manifest = CheckpointManifest.Read(folder);
        if (manifest.Header is { Configuration: not null, Shape: not null })
        {
            scratch.Write(CheckpointManifest.TensorFile, State.Value);
            CheckpointNetworks.ReadGenerator(folder).Generator.Dispose();
            CheckpointNetworks.ReadDiscriminator(folder).Discriminator.Dispose();
        }

        return manifest;
    }

    internal override bool IsRefusal(Exception exception) => exception is CheckpointMismatchException || base.IsRefusal(exception);

    internal override int Digest(object content) => ((CheckpointManifest)content).ToJson().GetHashCode(StringComparison.Ordinal);

    internal override byte[] Write(object content) => System.Text.Encoding.UTF8.GetBytes(((CheckpointManifest)content).ToJson());

    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(scratch.Root, StringComparison.Ordinal) ? null : "does not name the file";

    // The settings' own objects, and two networks.
    internal override long FixedBytes => 8 << 20;

    internal override long BytesPerByte => 512;

    public void Dispose() => scratch.Dispose();

    private static byte[] MakeState()
    {
        var model = new ModelConfig { Name = "mlp", LatentSize = 2, GeneratorWidth = 2, DiscriminatorWidth = 2 };
        using var generator = ModelCatalog.CreateGenerator(model, Shape, 0);
        using var discriminator = ModelCatalog.CreateDiscriminator(model, Shape, 0);
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, [.. Named("average/", generator), .. Named("discriminator/", discriminator)]);
        return stream.ToArray();
    }

    private static IEnumerable<KeyValuePair<string, RawTensor>> Named(string part, TorchSharp.torch.nn.Module network) =>
        network.state_dict().Select(pair => KeyValuePair.Create(part + pair.Key, TensorBytes.From(pair.Value)));

    private static byte[] WithRightHash(byte[] file)
    {
        try
        {
            if (JsonNode.Parse(file) is not JsonObject root)
            {
                return file;
            }

            root.Remove("manifestSha256");
            root["manifestSha256"] = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(Plain))));
            return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return file; // no JSON any more, or names twice
        }
    }
}
