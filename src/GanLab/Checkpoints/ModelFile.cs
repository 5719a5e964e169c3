using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.TorchArchive;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>A network's state dict with a description, as a torch.save archive or as safetensors.</summary>
internal static class ModelFile
{
    private const long FormatVersion = 2;
    private const string StateDict = "state_dict";
    private const string SafeTensorsExtension = ".safetensors";

    /// <summary>Writes a file, whole or not at all: safetensors if its name ends so, and a torch.save archive otherwise.</summary>
    /// <param name="path">Replaced if it is there.</param>
    /// <param name="stateDict">Parameters and buffers, on any device.</param>
    /// <param name="description">Texts, whole numbers and lists of texts.</param>
    internal static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> stateDict, PickleDictionary description)
    {
        KeyValuePair<string, RawTensor>[] tensors =
            [.. stateDict.Select(pair => KeyValuePair.Create(pair.Key, TensorBytes.From(pair.Value)))];
        if (IsSafeTensors(path))
        {
            SafeTensorsFile.Write(path, tensors, ModelFields.ToMetadata(description));
        }
        else
        {
            description.Add(StateDict, PickleDictionary.StateDict(tensors));
            TorchArchiveFile.Write(path, description);
        }
    }

    /// <summary>What every model file says, in the order of the file.</summary>
    internal static PickleDictionary Describe(
        string format, GeneratorDescription description, SampleShape shape, int classes, params ReadOnlySpan<(string Name, long Size)> architecture)
    {
        var values = new PickleDictionary
        {
            { "format", format },
            { "format_version", FormatVersion },
            { "program_version", description.Header.ProgramVersion },
            { "model", description.Model.Name },
        };
        foreach (var (name, size) in architecture)
        {
            values.Add(name, size);
        }

        values.Add("channels", (long)shape.Channels);
        values.Add("height", (long)shape.Height);
        values.Add("width", (long)shape.Width);
        values.Add("classes", (long)classes);
        values.Add("class_names", new PickleSequence([.. description.ClassNames.Select(name => (PickleValue)name)]));
        values.Add("dataset", description.Dataset);
        values.Add("data_hash", description.Header.DataHash ?? "");
        values.Add("step", description.Step);
        values.Add("metrics", ModelFields.Text(description.Header.Metrics));
        values.Add("configuration", description.Header.Configuration is { } configuration ? ConfigurationText.Portable(configuration) : "");
        return values;
    }

    /// <summary>Whether <see cref="Write"/> makes a safetensors file under that name.</summary>
    internal static bool IsSafeTensors(string path) => Path.GetExtension(path).Equals(SafeTensorsExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file, whatever its name.</summary>
    /// <exception cref="MalformedFileException">The file is damaged, of another format, or holds more than tensors and plain values.</exception>
    /// <exception cref="CheckpointMismatchException">It holds no dictionary, or one without a state dict.</exception>
    internal static (ModelFields Fields, IReadOnlyDictionary<string, RawTensor> StateDict) Read(string path, string format)
    {
        var (values, tensors) = IsArchive(path) ? FromArchive(path) : FromSafeTensors(path);
        if (!values.TryGet<PickleString>("format", out var said) || said.Value != format)
        {
            throw CheckpointMismatchException.Entry(path, "format", $"does not say '{format}'");
        }

        var fields = new ModelFields(path, values);
        if (fields.Number("format_version") is > FormatVersion and var version)
        {
            throw CheckpointMismatchException.Entry(
                path, "format_version", $"is {version}, newer than this program (GanLab {GeneratorFile.ProgramVersion}) knows");
        }

        return (fields, tensors ?? StateDictOf(path, values));
    }

    /// <summary>Whether a file begins as a torch.save archive does, rather than as safetensors.</summary>
    internal static bool IsArchive(string path)
    {
        Span<byte> first = stackalloc byte[2];
        using var stream = OrdinaryFile.OpenRead(path);
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == 2 && first is [(byte)'P', (byte)'K'];
    }

    private static (PickleDictionary Values, IReadOnlyDictionary<string, RawTensor>? Tensors) FromArchive(string path) => (
        TorchArchiveFile.Read(path) as PickleDictionary ?? throw CheckpointMismatchException.Entry(path, "(root)", "is no dictionary"), null);

    private static (PickleDictionary Values, IReadOnlyDictionary<string, RawTensor>? Tensors) FromSafeTensors(string path)
    {
        var (tensors, metadata) = SafeTensorsFile.Read(path);
        var values = new PickleDictionary();
        foreach (var (key, text) in metadata)
        {
            values.Add(key, text);
        }

        return (values, tensors);
    }

    private static Dictionary<string, RawTensor> StateDictOf(string path, PickleDictionary values) =>
        (values.TryGet<PickleDictionary>(StateDict, out var saved) ? saved : throw Absent(path, StateDict)).ToDictionary(
            pair => pair.Key, pair => (pair.Value as PickleTensor ?? throw Absent(path, pair.Key)).Tensor);

    private static CheckpointMismatchException Absent(string path, string key) =>
        CheckpointMismatchException.Entry(path, key, "is missing or of another kind");
}
