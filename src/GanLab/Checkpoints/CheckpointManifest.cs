using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GanLab.Configuration;
using GanLab.Formats;

namespace GanLab.Checkpoints;

/// <summary>checkpoint.json: what a checkpoint says of itself, and the length and SHA-256 of its files.</summary>
/// <remarks>
/// Version 1 had the hash of the tensors and the counters only. Version 2 adds the rest, and a hash of the manifest itself:
/// of its text without that hash, on one line.
/// </remarks>
internal sealed record CheckpointManifest(
    CheckpointHeader Header, IReadOnlyDictionary<string, long> Counters, IReadOnlyDictionary<string, CheckpointManifest.Entry> Files)
{
    internal const string FileName = "checkpoint.json";
    internal const string TensorFile = "state.safetensors";
    internal const string EarlierOne = "use an earlier checkpoint";

    private const string Format = "ganlab.checkpoint";
    private const int FormatVersion = 2;
    private const string OwnHash = "manifestSha256";
    private const long MostBytes = 16L << 20; // a counter for each parameter takes some 80 bytes

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>What a file of the checkpoint must be; the length is not known of version 1.</summary>
    internal sealed record Entry(string Sha256, long? Bytes);

    private sealed record Version1(string Sha256, string ProgramVersion, Dictionary<string, long> Counters);

    private sealed record Version2(
        string ProgramVersion, long Step, string? Dataset, string? DataHash, int[]? Shape, string[] ClassNames, Dictionary<string, double?> Metrics,
        JsonObject? Configuration, Dictionary<string, Entry> Files, Dictionary<string, long> Counters);

    internal string ToJson()
    {
        var written = new Version2(
            Header.ProgramVersion, Header.Step, Header.Dataset, Header.DataHash,
            Header.Shape is { } shape ? [shape.Channels, shape.Height, shape.Width] : null, [.. Header.ClassNames],
            MetricValues.ToJson(Header.Metrics),
            Header.Configuration is { } text ? (JsonObject)JsonNode.Parse(text)! : null,
            Files.ToDictionary(), Counters.ToDictionary());
        var root = new JsonObject { ["format"] = Format, ["formatVersion"] = FormatVersion };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(written, Json)!.AsObject().ToArray())
        {
            root[name] = value?.DeepClone();
        }

        root[OwnHash] = Hash(root);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <exception cref="MalformedFileException">It is missing, damaged or of another program.</exception>
    /// <exception cref="CheckpointMismatchException">A newer version of this program wrote it.</exception>
    internal static CheckpointManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return Parse(path, JsonNode.Parse(OrdinaryFile.ReadAllBytes(path, MostBytes), documentOptions: Strict));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw MalformedFileException.Because(path, $"it is not the JSON that it should be ({exception.Message})", EarlierOne, cause: exception);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw MalformedFileException.Because(path, "the file is missing, the checkpoint is not whole", EarlierOne);
        }
    }

    private static CheckpointManifest Parse(string path, JsonNode? json)
    {
        if (json is not JsonObject root || root["format"] is not JsonValue format || !format.TryGetValue<string>(out var name) || name != Format)
        {
            throw MalformedFileException.Because(path, "it is no checkpoint of this program", EarlierOne);
        }

        var manifest = (root["formatVersion"]?.GetValue<long>() ?? 0) switch
        {
            1 => FromVersion1(root),
            FormatVersion => FromVersion2(path, root),
            > FormatVersion and var version => throw CheckpointMismatchException.Newer(path, version, FormatVersion, $"{root["programVersion"]}"),
            var version => throw MalformedFileException.Because(path, $"there is no version {version} of the format", EarlierOne),
        };
        return manifest.Header.Step >= 0
            ? manifest
            : throw MalformedFileException.Because(path, $"its step is {manifest.Header.Step}, and nothing counts below 0", EarlierOne);
    }

    private static CheckpointManifest FromVersion1(JsonObject root)
    {
        var read = root.Deserialize<Version1>(Json)!;
        var header = new CheckpointHeader { Step = read.Counters.GetValueOrDefault("step"), ProgramVersion = read.ProgramVersion };
        return new CheckpointManifest(header, read.Counters, new Dictionary<string, Entry> { [TensorFile] = new(read.Sha256, null) });
    }

    private static CheckpointManifest FromVersion2(string path, JsonObject root)
    {
        var said = root[OwnHash]?.GetValue<string>();
        root.Remove(OwnHash);
        if (said != Hash(root))
        {
            throw MalformedFileException.Because(path, $"its content does not match its own SHA-256 ({OwnHash}), it was damaged or edited", EarlierOne);
        }

        var read = root.Deserialize<Version2>(Json)!;
        var header = new CheckpointHeader
        {
            Step = read.Step,
            ProgramVersion = read.ProgramVersion,
            Configuration = read.Configuration?.ToJsonString(Indented),
            Dataset = read.Dataset,
            DataHash = read.DataHash,
            Shape = read.Shape is null ? null : ShapeOf(path, read.Shape),
            ClassNames = read.ClassNames,
            Metrics = MetricValues.FromJson(read.Metrics),
        };
        return new CheckpointManifest(header, read.Counters, read.Files);
    }

    private static SampleShape ShapeOf(string path, int[] sizes) =>
        sizes is [var channels, var height, var width] && new SampleShape(channels, height, width) is var shape && SavedShape.IsPossible(shape)
            ? shape
            : throw MalformedFileException.Because(
                path, $"the shape of a sample is [{string.Join(", ", sizes.Take(4))}{(sizes.Length > 4 ? ", …" : "")}], not three sizes from 1 to {SavedShape.MostSize} that memory can hold",
                EarlierOne);

    private static string Hash(JsonObject root) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(Json))));
}
