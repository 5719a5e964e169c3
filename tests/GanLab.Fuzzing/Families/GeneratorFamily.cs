using System.Text;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.TorchArchive;
using GanLab.Fuzzing.Mutation;
using GanLab.Models;

namespace GanLab.Fuzzing.Families;

/// <summary>g.pt and g.safetensors: what is read into a network, so that names, sizes and weights must also belong together.</summary>
internal sealed class GeneratorFamily : ReaderFamily, IDisposable
{
    private static readonly Lazy<byte[][]> Files = new(() => [.. Make()]);

    private static readonly string[] OddTexts =
    [
        "", "nonsense", "null", "[1]", "{}", "{\"a\":1,\"a\":2}", "{\"\\ud800\":1}", "{\"a\":\"\\udc00\"}", "{\"a\":1e999,\"b\":null}", "7", "-1", "1e3",
        new string('[', 100), "[null]", "[\"a\",\"\\ud800\"]",
    ];

    private readonly TorchArchiveFamily archives = new();
    private readonly SafeTensorsFamily texts = new();
    private readonly Scratch scratch = new();

    internal override string Name => "generator";

    internal override IEnumerable<byte[]> Seeds() => Files.Value;

    // Right files with wrong values in them, and now and then a wrong file.
    internal override byte[] Mutate(byte[] file, byte[] other, Random random) => (IsArchive(file), random.Next(4) == 0) switch
    {
        (true, true) => archives.Mutate(file, other, random),
        (true, false) => WithOddValue(file, random),
        (false, true) => texts.Mutate(file, other, random),
        (false, false) => WithOddText(file, random),
    };

    internal override object Read(byte[] file)
    {
        var (generator, description) = GeneratorFile.Read(scratch.Write(FileName, file));
        using (generator)
        {
            return new Content(
                IsArchive(file), description, generator.Shape, generator.Classes,
                generator.state_dict().ToDictionary(pair => pair.Key, pair => TensorBytes.From(pair.Value)));
        }
    }

    internal override int Digest(object content)
    {
        var (_, description, shape, classes, tensors) = (Content)content;
        var hash = new HashCode();
        foreach (var (name, tensor) in tensors)
        {
            hash.Add((name, tensor.ToString()));
            hash.AddBytes(tensor.Data.Span);
        }

        var header = description.Header;
        foreach (var metric in header.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal))
        {
            hash.Add(metric);
        }

        // Paths are left out when it is written.
        hash.Add(header.Configuration is { } configuration ? ConfigurationText.Portable(configuration) : null);
        hash.Add((description.Model, shape, classes));
        hash.Add((string.Join(',', description.ClassNames), header.Dataset, header.DataHash, header.Step, header.ProgramVersion));
        return hash.ToHashCode();
    }

    internal override byte[] Write(object content)
    {
        var (isArchive, description, shape, classes, tensors) = (Content)content;
        using var generator = GeneratorFile.Load(FileName, description.Model, shape, classes, tensors);
        var path = scratch.Write(isArchive ? "again.pt" : "again.safetensors", []);
        GeneratorFile.Write(path, generator, description);
        return File.ReadAllBytes(path);
    }

    internal override bool IsRefusal(Exception exception) => exception is CheckpointMismatchException || base.IsRefusal(exception);

    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(FileName, StringComparison.Ordinal) ? null : "does not name the file";

    internal override long FixedBytes => archives.FixedBytes + (2 << 20);

    internal override long BytesPerByte => archives.BytesPerByte;

    public void Dispose() => scratch.Dispose();

    private static IEnumerable<byte[]> Make()
    {
        using var folder = new Scratch();
        var (ring, image) = (new SampleShape(2, 1, 1), new SampleShape(1, 8, 8));
        foreach (var name in (string[])["g.pt", "g.safetensors"])
        {
            var path = folder.Write(name, []);
            yield return Saved(path, new ModelConfig { Name = "mlp", LatentSize = 2, GeneratorWidth = 3 }, ring, []);
            yield return Saved(path, new ModelConfig { Name = "dcgan", LatentSize = 2, GeneratorWidth = 1 }, image, []);
            yield return Saved(path, new ModelConfig { Name = "mlp", LatentSize = 2, GeneratorWidth = 2, Conditional = true }, image, ["a", "b"]);
        }
    }

    private static byte[] Saved(string path, ModelConfig model, SampleShape shape, string[] classes)
    {
        using var generator = ModelCatalog.CreateGenerator(model, shape, classes.Length);
        var header = new CheckpointHeader
        {
            Step = 7,
            Dataset = "glyphs",
            ClassNames = classes,
            DataHash = new string('1', 64),
            Configuration = """{"model":{"name":"mlp"},"data":{"directory":"/tmp"},"run":{}}""",
            Metrics = new Dictionary<string, double> { ["loss/d"] = 0.5, ["loss/g"] = double.NaN },
        };
        GeneratorFile.Write(path, generator, new GeneratorDescription { Model = model, Header = header });
        return File.ReadAllBytes(path);
    }

    private static bool IsArchive(byte[] file) => file is [(byte)'P', (byte)'K', ..];

    private static byte[] WithOddText(byte[] file, Random random)
    {
        var (tensors, metadata) = SafeTensorsFile.Read(new MemoryStream(file), FileName);
        var changed = metadata.ToDictionary();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var key = changed.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(changed.Count));
            changed[random.Next(8) == 0 ? "stray" : key] = OddText(changed[key], random);
        }

        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, tensors, changed);
        return stream.ToArray();
    }

    private static string OddText(string text, Random random) => random.Next(2) == 0
        ? OddTexts[random.Next(OddTexts.Length)]
        : Encoding.UTF8.GetString(JsonMutator.Mutate(Encoding.UTF8.GetBytes(text), "{}"u8, random));

    private static byte[] WithOddValue(byte[] file, Random random)
    {
        var root = (PickleDictionary)TorchArchiveFile.Read(new MemoryStream(file), FileName);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var dictionary = random.Next(3) == 0 && root.TryGet<PickleDictionary>("state_dict", out var weights) ? weights : root;
            var key = dictionary.Keys[random.Next(dictionary.Count)];
            dictionary[random.Next(8) == 0 ? "stray" : key] = Odd(dictionary[key], random);
        }

        using var stream = new MemoryStream();
        TorchArchiveFile.Write(stream, root);
        return stream.ToArray();
    }

    private static PickleValue Odd(PickleValue value, Random random) => random.Next(7) switch
    {
        6 => OddText(value is PickleString { Value: var text } ? text : "{}", random),
        0 => PickleNone.Value,
        1 => new string((char)random.Next(32, 0x3000), 1 << random.Next(10)),
        2 => random.Next(2) == 0 ? "dcgan" : "mlp",
        3 => new PickleSequence([.. Enumerable.Repeat(value, random.Next(4))]),
        4 when value is PickleTensor { Tensor: var tensor } => new Formats.RawTensor(tensor.DType, [.. tensor.Shape, 1], tensor.Data),
        _ => random.Next(2) == 0 ? random.Next(-1, 20) : (long)Extremes.Next(random, 64),
    };

    private sealed record Content(
        bool IsArchive, GeneratorDescription Description, SampleShape Shape, int Classes, Dictionary<string, Formats.RawTensor> Tensors);
}
