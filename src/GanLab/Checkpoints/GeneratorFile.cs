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

    /// <summary>The version of this program.</summary>
    public static string ProgramVersion => typeof(GeneratorFile).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Writes the generator, whole or not at all.</summary>
    /// <param name="path">For instance "g.pt", or "g.safetensors" for that format; replaced if it is there.</param>
    /// <param name="generator">Its parameters and buffers, on any device.</param>
    /// <param name="description">What else the file should say.</param>
    public static void Write(string path, Generator generator, GeneratorDescription description) =>
        Write(path, generator, generator.state_dict(), description);

    /// <summary>The same with weights of another moment, by the names that they have in the generator.</summary>
    internal static void Write(string path, Generator generator, IReadOnlyDictionary<string, Tensor> weights, GeneratorDescription description) => ModelFile.Write(
        path, generator.state_dict().Keys.Select(name => KeyValuePair.Create(name, weights[name])), ModelFile.Describe(
            Format, description, generator.Shape, generator.Classes,
            ("latent_size", generator.LatentSize), ("generator_width", description.Model.GeneratorWidth)));

    /// <summary>Reads a generator back, in either format, whatever the file is called; the caller disposes it.</summary>
    /// <exception cref="MalformedFileException">The file is damaged, of another format, or holds more than tensors and plain values.</exception>
    /// <exception cref="CheckpointMismatchException">It holds something else than a generator of this program, or weights that
    /// are no numbers.</exception>
    public static (Generator Generator, GeneratorDescription Description) Read(string path)
    {
        var (fields, saved) = ModelFile.Read(path, Format);
        var shape = Possible(path, new SampleShape(Size(fields, "channels"), Size(fields, "height"), Size(fields, "width")));
        var classes = fields.Number("classes", 0, SavedShape.MostSize);
        var model = new ModelConfig
        {
            Name = fields.Text("model"),
            LatentSize = Size(fields, "latent_size"),
            GeneratorWidth = Size(fields, "generator_width"),
            Conditional = classes > 0,
        };
        var header = Header(path, fields, shape);
        return (Load(path, model, shape, classes, saved), new GeneratorDescription { Model = model, Header = header });
    }

    private static CheckpointHeader Header(string path, ModelFields fields, SampleShape shape) => new()
    {
        Step = StepOf(path, fields.Number("step")),
        ProgramVersion = fields.Text("program_version"),
        Configuration = fields.Configuration("configuration"),
        Dataset = fields.Text("dataset"),
        DataHash = fields.OptionalText("data_hash") is { Length: > 0 } hash ? hash : null,
        Shape = shape,
        ClassNames = fields.Names("class_names"),
        Metrics = fields.Metrics("metrics"),
    };

    /// <summary>Makes a generator and fills it; the caller disposes it.</summary>
    /// <exception cref="CheckpointMismatchException">The tensors do not fit, or are no numbers.</exception>
    internal static Generator Load(
        string path, ModelConfig model, SampleShape shape, int classes, IReadOnlyDictionary<string, RawTensor> tensors) => SavedNetwork.Load(
            path, tensors, () => ModelCatalog.Find(model.Name).GeneratorParameters(model, shape, classes),
            () => ModelCatalog.CreateGenerator(model, shape, classes));

    private static long StepOf(string path, long step) => step >= 0
        ? step
        : throw CheckpointMismatchException.Impossible(path, "step", $"is {step}, and nothing counts below 0");

    private static SampleShape Possible(string path, SampleShape shape) => SavedShape.IsPossible(shape)
        ? shape
        : throw CheckpointMismatchException.Impossible(path, "channels", $"makes samples of {shape}, more than memory can hold");

    private static int Size(ModelFields fields, string key) => fields.Number(key, 1, SavedShape.MostSize);
}
