using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.TorchArchive;
using GanLab.Models;

namespace GanLab.Checkpoints;

/// <summary>g.pt: a generator ready to sample from, in the format of torch.save.</summary>
/// <remarks>
/// In Python, torch.load("g.pt", weights_only=True) gives a dictionary: "state_dict" with PyTorch's names, and "model",
/// "latent_size", "generator_width", "channels", "height", "width" and so on as plain numbers and strings. Floats do not
/// occur outside tensors, because the safe loader of PyTorch 1.13 refuses them.
/// </remarks>
public static class GeneratorFile
{
    private const long FormatVersion = 1;

    /// <summary>Writes the generator, whole or not at all.</summary>
    /// <param name="path">For instance "g.pt"; replaced if it is there.</param>
    /// <param name="generator">Its parameters and buffers, on any device.</param>
    /// <param name="description">What else the file should say.</param>
    public static void Write(string path, Generator generator, GeneratorDescription description)
    {
        var root = new PickleDictionary
        {
            { "format", "ganlab.generator" },
            { "format_version", FormatVersion },
            { "program_version", ProgramVersion },
            { "model", description.Model.Name },
            { "latent_size", (long)generator.LatentSize },
            { "generator_width", (long)description.Model.GeneratorWidth },
            { "channels", (long)generator.Shape.Channels },
            { "height", (long)generator.Shape.Height },
            { "width", (long)generator.Shape.Width },
            { "classes", (long)generator.Classes },
            { "class_names", new PickleSequence([.. description.ClassNames.Select(name => (PickleValue)name)], isTuple: false) },
            { "dataset", description.Dataset },
            { "step", description.Step },
            { "state_dict", PickleDictionary.StateDict([.. generator.state_dict().Select(pair => KeyValuePair.Create(pair.Key, TensorBytes.From(pair.Value)))]) },
        };
        TorchArchiveFile.Write(path, root);
    }

    /// <summary>Reads a generator back; the caller disposes it.</summary>
    /// <exception cref="MalformedFileException">The file is damaged, no torch.save archive, or holds more than tensors and plain values.</exception>
    /// <exception cref="CheckpointMismatchException">It holds something else than a generator of this program.</exception>
    public static (Generator Generator, GeneratorDescription Description) Read(string path)
    {
        var root = TorchArchiveFile.Read(path) as PickleDictionary
            ?? throw CheckpointMismatchException.Entry(path, "(root)", "is no dictionary");
        if (!root.TryGet<PickleString>("format", out var format) || format.Value != "ganlab.generator")
        {
            throw CheckpointMismatchException.Entry(path, "format", "does not say 'ganlab.generator'");
        }

        if (Number(path, root, "format_version") > FormatVersion)
        {
            throw CheckpointMismatchException.Entry(path, "format_version", $"is {Number(path, root, "format_version")}, newer than this program knows");
        }

        var shape = new SampleShape(
            Size(path, root, "channels"), Size(path, root, "height"), Size(path, root, "width"));
        var classes = Size(path, root, "classes", minimum: 0);
        var model = new ModelConfig
        {
            Name = Text(path, root, "model"),
            LatentSize = Size(path, root, "latent_size"),
            GeneratorWidth = Size(path, root, "generator_width"),
            Conditional = classes > 0,
        };
        var description = new GeneratorDescription
        {
            Model = model,
            Dataset = Text(path, root, "dataset"),
            Header = new CheckpointHeader
            {
                Step = Number(path, root, "step"),
                ProgramVersion = Text(path, root, "program_version"),
            },
            ClassNames = [.. Required<PickleSequence>(path, root, "class_names").Items.OfType<PickleString>().Select(name => name.Value)],
        };
        var saved = Required<PickleDictionary>(path, root, "state_dict");
        return (Load(path, model, shape, classes, saved), description);
    }

    /// <summary>The version of this program.</summary>
    public static string ProgramVersion => typeof(GeneratorFile).Assembly.GetName().Version?.ToString(3) ?? "0";

    private const int MaximumSize = 4096;

    // A file of another model is told by its first tensor that does not fit; one that lies, by asking for far more than it holds.
    private const int MostExcess = 16;

    private static Generator Load(string path, ModelConfig model, SampleShape shape, int classes, PickleDictionary saved)
    {
        var tensors = saved.Keys.ToDictionary(name => name, name => Required<PickleTensor>(path, saved, name).Tensor);
        var stored = tensors.Values.Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));
        Generator generator;
        try
        {
            // Sizes that lie could ask for the whole memory, so they are held against what is there before anything is built.
            var described = ModelCatalog.Find(model.Name).GeneratorParameters(model, shape, classes);
            if (described / MostExcess > stored)
            {
                throw CheckpointMismatchException.Entry(
                    path, "state_dict", $"holds {stored} numbers, but the generator that the file describes has {described} parameters");
            }

            generator = ModelCatalog.CreateGenerator(model, shape, classes);
        }
        catch (ConfigException exception)
        {
            throw CheckpointMismatchException.Entry(path, "model", $"cannot be built: {exception.Message}");
        }

        try
        {
            TensorMap.Load(path, tensors, generator.state_dict());
        }
        catch
        {
            generator.Dispose();
            throw;
        }

        return generator;
    }

    private static T Required<T>(string path, PickleDictionary dictionary, string key)
        where T : PickleValue =>
        dictionary.TryGet<T>(key, out var value) ? value : throw CheckpointMismatchException.Entry(path, key, "is missing or of another kind");

    private static string Text(string path, PickleDictionary root, string key) => Required<PickleString>(path, root, key).Value;

    private static long Number(string path, PickleDictionary root, string key) => (long)Required<PickleInteger>(path, root, key).Value;

    // Bounded, so that no product of sizes overflows.
    private static int Size(string path, PickleDictionary root, string key, int minimum = 1)
    {
        var size = Number(path, root, key);
        return size >= minimum && size <= MaximumSize
            ? (int)size
            : throw CheckpointMismatchException.Entry(path, key, $"is {size}, outside [{minimum}, {MaximumSize}]");
    }
}
