using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats.TorchArchive;
using GanLab.Fuzzing.Mutation;
using GanLab.Models;

namespace GanLab.Fuzzing.Families;

/// <summary>g.pt: what is read into a network, so that names, sizes and weights must also belong together.</summary>
internal sealed class GeneratorFamily : ReaderFamily, IDisposable
{
    private static readonly Lazy<byte[][]> Files = new(() => [.. Make()]);

    private readonly TorchArchiveFamily archives = new();
    private readonly Scratch scratch = new();

    internal override string Name => "generator";

    internal override IEnumerable<byte[]> Seeds() => Files.Value;

    // Right archives with wrong values in them, and now and then a wrong archive.
    internal override byte[] Mutate(byte[] file, byte[] other, Random random) => random.Next(4) == 0
        ? archives.Mutate(file, other, random)
        : WithOddValue(file, random);

    internal override object Read(byte[] file)
    {
        var (generator, description) = GeneratorFile.Read(scratch.Write(FileName, file));
        using (generator)
        {
            var hash = new HashCode();
            foreach (var (name, tensor) in generator.state_dict())
            {
                hash.Add(name);
                hash.AddBytes(TensorBytes.From(tensor).Data.Span);
            }

            hash.Add((description.Model, description.Dataset, description.Step, string.Join(',', description.ClassNames)));
            return hash.ToHashCode();
        }
    }

    internal override int Digest(object content) => (int)content;

    internal override bool IsRefusal(Exception exception) => exception is CheckpointMismatchException || base.IsRefusal(exception);

    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(FileName, StringComparison.Ordinal) ? null : "does not name the file";

    internal override long FixedBytes => archives.FixedBytes + (1 << 20);

    internal override long BytesPerByte => archives.BytesPerByte;

    public void Dispose() => scratch.Dispose();

    private static IEnumerable<byte[]> Make()
    {
        using var folder = new Scratch();
        var (ring, image) = (new SampleShape(2, 1, 1), new SampleShape(1, 8, 8));
        yield return File.ReadAllBytes(Saved(folder, new ModelConfig { Name = "mlp", LatentSize = 2, GeneratorWidth = 3 }, ring, []));
        yield return File.ReadAllBytes(Saved(folder, new ModelConfig { Name = "dcgan", LatentSize = 2, GeneratorWidth = 1 }, image, []));
        yield return File.ReadAllBytes(Saved(folder, new ModelConfig { Name = "mlp", LatentSize = 2, GeneratorWidth = 2, Conditional = true }, image, ["a", "b"]));
    }

    private static string Saved(Scratch folder, ModelConfig model, SampleShape shape, string[] classes)
    {
        using var generator = ModelCatalog.CreateGenerator(model, shape, classes.Length);
        var path = folder.Write("g.pt", []);
        GeneratorFile.Write(path, generator, new GeneratorDescription { Model = model, Header = new CheckpointHeader { Step = 7, Dataset = "glyphs", ClassNames = classes } });
        return path;
    }

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

    private static PickleValue Odd(PickleValue value, Random random) => random.Next(6) switch
    {
        0 => PickleNone.Value,
        1 => new string((char)random.Next(32, 0x3000), 1 << random.Next(10)),
        2 => random.Next(2) == 0 ? "dcgan" : "mlp",
        3 => new PickleSequence([.. Enumerable.Repeat(value, random.Next(4))]),
        4 when value is PickleTensor { Tensor: var tensor } => new Formats.RawTensor(tensor.DType, [.. tensor.Shape, 1], tensor.Data),
        _ => random.Next(2) == 0 ? random.Next(-1, 20) : (long)Extremes.Next(random, 64),
    };
}
