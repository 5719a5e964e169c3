using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GanLab.Checkpoints;
using GanLab.Formats;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>checkpoint.json, with a hash of itself that is right most of the time.</summary>
internal sealed class CheckpointFamily : ReaderFamily, IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Scratch scratch = new();

    internal override string Name => "checkpoint";

    internal override IEnumerable<byte[]> Seeds()
    {
        var entry = new CheckpointManifest.Entry(new string('0', 64), 8);
        var header = new CheckpointHeader { Step = 5, Configuration = """{"model":{"name":"mlp"}}""", DataHash = new string('1', 64), Metrics = new Dictionary<string, double> { ["loss/d"] = 0.5, ["loss/g"] = double.NaN } };
        var manifest = new CheckpointManifest(
            header, new Dictionary<string, long> { ["step"] = 5, ["samples"] = 320 },
            new Dictionary<string, CheckpointManifest.Entry> { [CheckpointManifest.TensorFile] = entry });
        yield return System.Text.Encoding.UTF8.GetBytes(manifest.ToJson());
        yield return """{"format":"ganlab.checkpoint","formatVersion":1,"programVersion":"0.1.0","sha256":"00","counters":{"step":5}}"""u8.ToArray();
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        var damaged = JsonMutator.Mutate(file, other, random);
        return random.Next(4) == 0 ? damaged : WithRightHash(damaged);
    }

    internal override object Read(byte[] file) =>
        CheckpointManifest.Read(Path.GetDirectoryName(scratch.Write(CheckpointManifest.FileName, file))!);

    internal override int Digest(object content) => ((CheckpointManifest)content).ToJson().GetHashCode(StringComparison.Ordinal);

    internal override byte[] Write(object content) => System.Text.Encoding.UTF8.GetBytes(((CheckpointManifest)content).ToJson());

    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(CheckpointManifest.FileName, StringComparison.Ordinal) ? null : "does not name the file";

    internal override long BytesPerByte => 128;

    public void Dispose() => scratch.Dispose();

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
