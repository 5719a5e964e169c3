using System.Security.Cryptography;
using System.Text.Json;
using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>A folder that holds the whole state of a run at one step: state.safetensors and checkpoint.json.</summary>
/// <remarks>The folder appears whole or not at all. checkpoint.json holds the counters and the SHA-256 of the tensors.</remarks>
public static class Checkpoint
{
    private const string TensorFile = "state.safetensors";
    private const string ManifestFile = "checkpoint.json";
    private const int FormatVersion = 1;
    private const string EarlierOne = "use an earlier checkpoint";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private sealed record Manifest(
        string Format, int FormatVersion, string ProgramVersion, string Sha256, IReadOnlyDictionary<string, long> Counters);

    /// <summary>Writes a checkpoint folder; <paramref name="folder"/> must not exist yet.</summary>
    /// <exception cref="IOException">The folder exists, the disk is full or cannot be written to; nothing is left behind.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, long> counters)
    {
        var raw = tensors.ToDictionary(pair => pair.Key, pair => TensorBytes.From(pair.Value));
        AtomicFolder.Create(folder, draft =>
        {
            var path = Path.Combine(draft, TensorFile);
            SafeTensorsFile.Write(path, raw);
            var manifest = new Manifest("ganlab.checkpoint", FormatVersion, GeneratorFile.ProgramVersion, Hash(path), counters);
            AtomicFile.WriteAllText(Path.Combine(draft, ManifestFile), JsonSerializer.Serialize(manifest, Json));
        });
    }

    /// <summary>Reads a checkpoint: its tensors as bytes, and its counters.</summary>
    /// <exception cref="MalformedFileException">A file is missing, damaged or does not match its hash.</exception>
    public static (IReadOnlyDictionary<string, RawTensor> Tensors, IReadOnlyDictionary<string, long> Counters) Read(string folder)
    {
        var path = Path.Combine(folder, TensorFile);
        var manifest = ReadManifest(Path.Combine(folder, ManifestFile));
        if (!File.Exists(path))
        {
            throw MalformedFileException.Because(path, "the file is missing, the checkpoint is not whole", EarlierOne);
        }

        var hash = Hash(path);
        if (hash != manifest.Sha256)
        {
            throw MalformedFileException.Because(
                path, $"its SHA-256 is {hash[..12]}…, but {ManifestFile} says {manifest.Sha256[..Math.Min(12, manifest.Sha256.Length)]}…", EarlierOne);
        }

        return (SafeTensorsFile.Read(path).Tensors, manifest.Counters);
    }

    private static Manifest ReadManifest(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(path), Json) is { Format: "ganlab.checkpoint", Counters: not null, Sha256: not null } manifest
                ? manifest
                : throw MalformedFileException.Because(path, "it is no checkpoint of this program", EarlierOne);
        }
        catch (JsonException exception)
        {
            throw MalformedFileException.Because(path, $"it is no JSON ({exception.Message})", EarlierOne);
        }
        catch (IOException exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw MalformedFileException.Because(path, "the file is missing, the checkpoint is not whole", EarlierOne);
        }
    }

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
