using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>A folder that holds the whole state of a run at one step: state.safetensors and checkpoint.json.</summary>
/// <remarks>
/// The folder appears whole or not at all. checkpoint.json holds the counters, where the numbers come from, and the length
/// and SHA-256 of the other file.
/// </remarks>
public static class Checkpoint
{
    /// <summary>Writes a checkpoint folder; <paramref name="folder"/> must not exist yet.</summary>
    /// <param name="folder">For instance "runs/00000-dcgan-glyphs-32/checkpoints/000600"; its parent must exist.</param>
    /// <param name="tensors">Every tensor of the state by name, on any device.</param>
    /// <param name="counters">Every counter of the state by name.</param>
    /// <param name="header">Where they come from.</param>
    /// <exception cref="IOException">The folder exists, the disk is full or cannot be written to; nothing is left behind.</exception>
    public static void Write(
        string folder, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, long> counters, CheckpointHeader header) =>
        AtomicFolder.Create(folder, draft => Fill(draft, folder, tensors, counters, header));

    /// <summary>The same, but takes the place of a checkpoint that may be there; at no time is there a part of one.</summary>
    /// <remarks>
    /// On Linux there is the old one or the new one at every time. Elsewhere, and on file systems that cannot let folders
    /// change places, there is none between two renames; a process killed there leaves the old one under another name, which
    /// <see cref="Leftovers.Clear"/> gives back to it.
    /// </remarks>
    /// <inheritdoc cref="Write"/>
    public static void Replace(
        string folder, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, long> counters, CheckpointHeader header) =>
        AtomicFolder.Replace(folder, draft => Fill(draft, folder, tensors, counters, header));

    /// <summary>Reads a checkpoint, after <see cref="Verify"/>.</summary>
    /// <exception cref="MalformedFileException">A file is missing, damaged or does not match its hash.</exception>
    /// <exception cref="CheckpointMismatchException">A newer version of this program wrote it.</exception>
    public static CheckpointContent Read(string folder)
    {
        var manifest = Verified(folder);
        var tensors = SafeTensorsFile.Read(Path.Combine(folder, CheckpointManifest.TensorFile)).Tensors;
        return new CheckpointContent(tensors, manifest.Counters, manifest.Header);
    }

    /// <summary>What a checkpoint says of itself, from checkpoint.json alone: quick, but the tensors may be damaged.</summary>
    /// <exception cref="MalformedFileException">checkpoint.json is missing or damaged.</exception>
    /// <exception cref="CheckpointMismatchException">A newer version of this program wrote it.</exception>
    public static CheckpointHeader ReadHeader(string folder) => CheckpointManifest.Read(folder).Header;

    /// <summary>Reads every byte of a checkpoint and holds it against the hashes, without making tensors of it.</summary>
    /// <returns>What it says of itself.</returns>
    /// <exception cref="MalformedFileException">A file is missing, damaged or does not match its hash.</exception>
    /// <exception cref="CheckpointMismatchException">A newer version of this program wrote it.</exception>
    public static CheckpointHeader Verify(string folder) => Verified(folder).Header;

    private static void Fill(
        string draft, string folder, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, long> counters, CheckpointHeader header)
    {
        // Nobody sees the draft, and it is flushed whole before it gets its name.
        var files = new Dictionary<string, CheckpointManifest.Entry>
        {
            [CheckpointManifest.TensorFile] = WriteTensors(Path.Combine(draft, CheckpointManifest.TensorFile), tensors),
        };
        File.WriteAllText(Path.Combine(draft, CheckpointManifest.FileName), new CheckpointManifest(header, counters, files).ToJson());
        try
        {
            Verified(draft);
        }
        catch (MalformedFileException exception)
        {
            throw new IOException($"'{folder}' does not read back as it was written; the disk may be failing. Choose another one.", exception);
        }
    }

    private static CheckpointManifest.Entry WriteTensors(string path, IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var stream = File.Create(path);
        using var hashing = new HashingStream(stream);
        SafeTensorsFile.Write(hashing, tensors.Select(pair => KeyValuePair.Create(pair.Key, TensorBytes.From(pair.Value))));
        return new CheckpointManifest.Entry(hashing.Hash, hashing.Length);
    }

    private static CheckpointManifest Verified(string folder)
    {
        var manifest = CheckpointManifest.Read(folder);
        foreach (var name in manifest.Files.Keys.Append(CheckpointManifest.TensorFile).Distinct())
        {
            RequireMatch(folder, name, manifest.Files.GetValueOrDefault(name));
        }

        return manifest;
    }

    private static void RequireMatch(string folder, string name, CheckpointManifest.Entry? expected)
    {
        var path = Path.Combine(folder, name);
        if (expected is null || name.AsSpan().ContainsAny('/', '\\') || name is "." or "..")
        {
            throw MalformedFileException.Because(
                Path.Combine(folder, CheckpointManifest.FileName), $"its list of files is not that of a checkpoint (at '{name}')", CheckpointManifest.EarlierOne);
        }

        if (!File.Exists(path))
        {
            throw MalformedFileException.Because(path, "the file is missing, the checkpoint is not whole", CheckpointManifest.EarlierOne);
        }

        var length = new FileInfo(path).Length;
        if (expected.Bytes is { } bytes && bytes != length)
        {
            throw MalformedFileException.Because(
                path, $"it has {length} bytes, but {CheckpointManifest.FileName} says {bytes}", CheckpointManifest.EarlierOne);
        }

        var hash = FileHash.Of(path);
        if (hash != expected.Sha256)
        {
            throw MalformedFileException.Because(
                path, $"its SHA-256 is {Short(hash)}…, but {CheckpointManifest.FileName} says {Short(expected.Sha256)}…", CheckpointManifest.EarlierOne);
        }
    }

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];
}
