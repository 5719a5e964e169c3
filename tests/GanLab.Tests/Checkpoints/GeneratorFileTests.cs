using System.IO.Compression;
using System.Text;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Formats;
using GanLab.Formats.TorchArchive;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

public sealed class GeneratorFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => Path.Combine(folder.Path, "g.pt");

    public void Dispose() => folder.Dispose();

    private TrainingRun Written(params string[] settings)
    {
        var run = Some.Run(settings);
        run.Train([], default);
        GeneratorFile.Write(Target, run.State.Average, run.Describe(run.State.Step));
        return run;
    }

    private void Rewrite(Action<PickleDictionary> change)
    {
        var root = (PickleDictionary)TorchArchiveFile.Read(Target);
        change(root);
        TorchArchiveFile.Write(Target, root);
    }

    [Theory]
    [InlineData("dcgan", false, ".pt")]
    [InlineData("dcgan", true, ".pt")]
    [InlineData("sngan", true, ".pt")]
    [InlineData("mlp", false, ".pt")]
    [InlineData("mlp", true, ".pt")]
    [InlineData("dcgan", true, ".safetensors")]
    [InlineData("mlp", false, ".safetensors")]
    public void A_generator_comes_back_bit_for_bit_with_what_is_known_of_it(string model, bool conditional, string extension)
    {
        using var scope = NewDisposeScope();
        using var run = Written($"model.name={model}", $"model.conditional={conditional}");
        var file = folder.In("file" + extension);
        GeneratorFile.Write(file, run.State.Average, run.Describe(run.State.Step));
        File.Move(file, Target, overwrite: true); // names do not matter to whoever reads

        var (generator, description) = GeneratorFile.Read(Target);

        using (generator)
        {
            Assert.Empty(new Snapshot(run.State.Average.state_dict()).DifferencesTo(new Snapshot(generator.state_dict())));
            Assert.Equal((6, run.Dataset.Shape, conditional ? 10 : 0), (generator.LatentSize, generator.Shape, generator.Classes));
        }

        Assert.Equal(model, description.Model.Name);
        Assert.Equal(conditional, description.Model.Conditional);
        Assert.Equal((8, 6), (description.Model.GeneratorWidth, description.Model.LatentSize));
        Assert.Equal(("glyphs", 3L), (description.Dataset, description.Step));
        Assert.Equal(conditional ? run.Dataset.ClassNames : [], description.ClassNames);
    }

    [Fact]
    public void A_generator_of_points_comes_back_too()
    {
        using var run = Some.QuickRun();
        GeneratorFile.Write(Target, run.State.Average, run.Describe(0));

        using var generator = GeneratorFile.Read(Target).Generator;

        Assert.Equal(new SampleShape(2, 1, 1), generator.Shape);
    }

    [Fact]
    public void Equal_generators_give_equal_files()
    {
        Written().Dispose();
        var first = File.ReadAllBytes(Target);
        Written().Dispose();

        Assert.Equal(first, File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        Written().Dispose();
        var whole = File.ReadAllBytes(Target);

        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 50))
        {
            File.WriteAllBytes(Target, whole[..length]);
            Assert.Throws<MalformedFileException>(() => GeneratorFile.Read(Target));
        }
    }

    [Fact]
    public void A_pickle_that_calls_a_program_is_refused_unexecuted()
    {
        var witness = Path.Combine(folder.Path, "witness");
        using (var zip = ZipFile.Open(Target, ZipArchiveMode.Create))
        {
            Add(zip, "g/data.pkl", $"\x80\x02" + "cos\nsystem\n(S'touch " + witness + "'\ntR.");
            Add(zip, "g/version", "3\n");
        }

        var error = Assert.Throws<MalformedFileException>(() => GeneratorFile.Read(Target));

        Assert.Contains("os.system", error.Message);
        Assert.Contains(Target, error.Message);
        Assert.False(File.Exists(witness));
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(Encoding.Latin1.GetBytes(content));
    }

    public static TheoryData<string, string> Changes() => new()
    {
        { "generator_width=4", "'main.0.weight' has the shape [6, 16, 4, 4], but the model needs [6, 8, 4, 4]" },
        { "model=mlp", "'main.0.weight' has the shape [6, 16, 4, 4], but the model needs [8, 6]" },
        { "model=stylegan", "Unknown model 'stylegan'" },
        { "height=17", "images, not" },
        { "height=60;width=60", "cannot make images of 60 pixels" },
        { "latent_size=0", "'latent_size' is 0, outside [1, 4096]" },
        { "latent_size=99999999999", "'latent_size' is 99999999999, outside" },
        { "generator_width=4096", "numbers, but the network that the file describes has" },
        { "classes=3", "'main.0.weight' has the shape" },
        { "classes=-1", "'classes' is -1" },
        { "format=something else", "'format' does not say 'ganlab.generator'" },
        { "format_version=3", "'format_version' is 3, newer" },
        { "metrics=[1]", "'metrics' is missing or of another kind" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_file_of_another_model_is_refused_by_what_does_not_fit(string changes, string expected)
    {
        Written().Dispose();
        Rewrite(root =>
        {
            foreach (var change in changes.Split(';'))
            {
                var (key, value) = (change.Split('=')[0], change.Split('=')[1]);
                root[key] = long.TryParse(value, out var number) ? number : value;
            }
        });

        var error = Assert.Throws<CheckpointMismatchException>(() => GeneratorFile.Read(Target));

        Assert.Contains(expected, error.Message);
        Assert.Contains(Target, error.Message);
    }

    [Fact]
    public void Configuration_data_and_metrics_come_back()
    {
        using var run = Some.QuickRun("run.directory=/somewhere");
        var metrics = new Dictionary<string, double> { ["loss/d"] = 0.1 + 0.2, ["nothing"] = double.NaN };
        foreach (var file in (string[])[Target, folder.In("g.safetensors")])
        {
            var described = run.Describe(3, metrics);
            var withPath = ConfigBuilder.ToJson(run.Config with { Data = run.Config.Data with { Directory = "/elsewhere" } });
            GeneratorFile.Write(file, run.State.Average, described with { Header = described.Header with { Configuration = withPath } });

            var (generator, description) = GeneratorFile.Read(file);
            generator.Dispose();

            var header = description.Header;
            Assert.Equal((3L, "ring8", run.Dataset.ContentHash, run.Dataset.Shape), (header.Step, header.Dataset, header.DataHash, header.Shape));
            Assert.Equal(metrics, header.Metrics);
            var config = new ConfigBuilder().Overlay(header.Configuration!, file).Build();
            Assert.Equal(run.Config with { Run = new() }, config);
            Assert.DoesNotContain("where", File.ReadAllText(file)); // paths are nobody's business
        }
    }

    [Theory]
    [InlineData("main.0.weight", float.NaN)]
    [InlineData("main.1.running_var", float.PositiveInfinity)]
    public void A_generator_that_is_no_numbers_is_refused_by_the_tensor(string tensor, float value)
    {
        using var run = Some.Run();
        using (no_grad())
        {
            run.State.Average.state_dict()[tensor].fill_(value);
        }

        GeneratorFile.Write(Target, run.State.Average, run.Describe(0));

        var error = Assert.Throws<CheckpointMismatchException>(() => GeneratorFile.Read(Target));

        Assert.Contains(Target, error.Message);
        Assert.Contains($"'{tensor}' holds numbers that are not finite", error.Message);
    }

    [Fact]
    public void Every_tensor_that_does_not_fit_is_named_up_to_a_number()
    {
        Written().Dispose();
        Rewrite(root => root["generator_width"] = 4L);

        var error = Assert.Throws<CheckpointMismatchException>(() => GeneratorFile.Read(Target));

        Assert.Contains("'main.0.weight' has the shape [6, 16, 4, 4], but the model needs [6, 8, 4, 4]; ", error.Message);
        Assert.Contains("'main.1.weight' has the shape [16], but the model needs [8]; ", error.Message);
        Assert.Matches(@"; and \d+ more do not fit\. ", error.Message);
    }

    [Fact]
    public void A_stray_tensor_and_a_bare_state_dict_are_refused()
    {
        Written().Dispose();
        Rewrite(root => ((PickleDictionary)root["state_dict"]).Add("main.99.weight", new PickleTensor(new RawTensor(TensorDType.F32, [1], new byte[4]))));
        Assert.Contains("'main.99.weight' has no place", Assert.Throws<CheckpointMismatchException>(() => GeneratorFile.Read(Target)).Message);

        TorchArchiveFile.Write(Target, new PickleDictionary { IsOrderedDict = true });
        Assert.Contains("'format'", Assert.Throws<CheckpointMismatchException>(() => GeneratorFile.Read(Target)).Message);
    }
}
