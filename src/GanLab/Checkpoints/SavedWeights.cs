using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.TorchArchive;

namespace GanLab.Checkpoints;

/// <summary>The weights of networks from a file or checkpoint, to begin another training with.</summary>
/// <remarks>
/// From g.pt, g.safetensors or any state dict that PyTorch or the safetensors package saved comes a generator; from a
/// checkpoint folder both players as they were in training, not averaged. A prefix "module.", which PyTorch's DataParallel
/// puts before every name, is taken away.
/// </remarks>
public sealed record SavedWeights
{
    private const string ParallelPrefix = "module.";

    /// <summary>The file or checkpoint folder.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file, or of the checkpoint's state.safetensors, in lowercase hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The generator's parameters and buffers by their names in the network.</summary>
    public required IReadOnlyDictionary<string, RawTensor> Generator { get; init; }

    /// <summary>The discriminator's; null where the source has none.</summary>
    public IReadOnlyDictionary<string, RawTensor>? Discriminator { get; init; }

    /// <summary>Reads a file or checkpoint folder, told apart by what they hold.</summary>
    /// <exception cref="MalformedFileException">It is damaged, or of no kind that holds weights.</exception>
    /// <exception cref="CheckpointMismatchException">It is a sound file, but holds no state dict.</exception>
    /// <exception cref="IOException">It is absent or cannot be read.</exception>
    public static SavedWeights Read(string path) => Directory.Exists(path) ? FromCheckpoint(path) : FromFile(path);

    private static SavedWeights FromCheckpoint(string folder)
    {
        var tensors = Checkpoint.Read(folder).Tensors;
        return new SavedWeights
        {
            Source = folder,
            Sha256 = FileHash.Of(Path.Combine(folder, CheckpointManifest.TensorFile)),
            Generator = TensorMap.Below("generator/", tensors),
            Discriminator = TensorMap.Below("discriminator/", tensors),
        };
    }

    private static SavedWeights FromFile(string path)
    {
        var tensors = ModelFile.IsArchive(path) ? StateDict(path, TorchArchiveFile.Read(path)) : SafeTensorsFile.Read(path).Tensors;
        return new SavedWeights
        {
            Source = path,
            Sha256 = FileHash.Of(path),
            Generator = tensors.Count > 0 && tensors.Keys.All(name => name.StartsWith(ParallelPrefix, StringComparison.Ordinal))
                ? TensorMap.Below(ParallelPrefix, tensors)
                : tensors,
        };
    }

    // g.pt keeps it beside the description; torch.save(model.state_dict()) saves nothing else.
    private static Dictionary<string, RawTensor> StateDict(string path, PickleValue root)
    {
        var dictionary = root as PickleDictionary ?? throw CheckpointMismatchException.Entry(path, "(root)", "is no dictionary of tensors");
        dictionary = dictionary.TryGet<PickleDictionary>("state_dict", out var inner) ? inner : dictionary;
        return dictionary.ToDictionary(
            entry => entry.Key,
            entry => (entry.Value as PickleTensor)?.Tensor
                ?? throw CheckpointMismatchException.Entry(path, entry.Key, "is no tensor, so this is no state dict"));
    }
}
