using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Models;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>g.pt or g.safetensors: a generator ready to sample from.</summary>
/// <remarks>
/// In Python, torch.load("g.pt", weights_only=True) gives a dictionary: "state_dict" with PyTorch's names, and "model",
/// "latent_size", "generator_width", "channels", "height", "width" and so on as plain numbers and strings. In g.safetensors
/// the tensors are those of the state dict, and the rest are the texts of its metadata. "configuration" and "metrics", which
/// the first version of the format did not have, are JSON; the configuration is without the paths of the run.
/// </remarks>
public static class GeneratorFile
{
    private const string Format = "ganlab.generator";

    // Bounded, so that no product of sizes overflows.
    private const int MaximumSize = 4096;

    // A file of another model is told by its tensors that do not fit; one that lies, by asking for far more than it holds.
    private const int MostExcess = 16;

    /// <summary>The version of this program.</summary>
    public static string ProgramVersion => typeof(GeneratorFile).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Writes the generator, whole or not at all.</summary>
    /// <param name="path">For instance "g.pt", or "g.safetensors" for that format; replaced if it is there.</param>
    /// <param name="generator">Its parameters and buffers, on any device.</param>
    /// <param name="description">What else the file should say.</param>
    public static void Write(string path, Generator generator, GeneratorDescription description) => ModelFile.Write(
        path, generator, ModelFile.Describe(
            Format, description, generator.Shape, generator.Classes,
            ("latent_size", generator.LatentSize), ("generator_width", description.Model.GeneratorWidth)));

    /// <summary>Reads a generator back, in either format, whatever the file is called; the caller disposes it.</summary>
    /// <exception cref="MalformedFileException">The file is damaged, of another format, or holds more than tensors and plain values.</exception>
    /// <exception cref="CheckpointMismatchException">It holds something else than a generator of this program, or weights that
    /// are no numbers.</exception>
    public static (Generator Generator, GeneratorDescription Description) Read(string path)
    {
        var (fields, saved) = ModelFile.Read(path, Format);
        var shape = new SampleShape(Size(fields, "channels"), Size(fields, "height"), Size(fields, "width"));
        var classes = fields.Number("classes", 0, MaximumSize);
        var model = new ModelConfig
        {
            Name = fields.Text("model"),
            LatentSize = Size(fields, "latent_size"),
            GeneratorWidth = Size(fields, "generator_width"),
            Conditional = classes > 0,
        };
        return (Load(path, model, shape, classes, saved), new GeneratorDescription { Model = model, Header = Header(fields, shape) });
    }

    private static CheckpointHeader Header(ModelFields fields, SampleShape shape) => new()
    {
        Step = fields.Number("step"),
        ProgramVersion = fields.Text("program_version"),
        Configuration = fields.OptionalText("configuration") is { Length: > 0 } text ? text : null,
        Dataset = fields.Text("dataset"),
        DataHash = fields.OptionalText("data_hash") is { Length: > 0 } hash ? hash : null,
        Shape = shape,
        ClassNames = fields.Names("class_names"),
        Metrics = fields.Metrics("metrics"),
    };

    /// <summary>Makes a generator and fills it; the caller disposes it.</summary>
    /// <exception cref="CheckpointMismatchException">The tensors do not fit, or are no numbers.</exception>
    internal static Generator Load(
        string path, ModelConfig model, SampleShape shape, int classes, IReadOnlyDictionary<string, RawTensor> tensors)
    {
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
            RequireFinite(path, generator);
        }
        catch
        {
            generator.Dispose();
            throw;
        }

        return generator;
    }

    private static void RequireFinite(string path, Generator generator)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        var broken = generator.state_dict().FirstOrDefault(pair => pair.Value.is_floating_point() && !pair.Value.isfinite().all().item<bool>());
        if (broken.Key is not null)
        {
            throw CheckpointMismatchException.NotFinite(path, broken.Key);
        }
    }

    private static int Size(ModelFields fields, string key) => fields.Number(key, 1, MaximumSize);
}
