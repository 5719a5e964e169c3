using System.Globalization;
using System.Security.Cryptography;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Sampling;
using GanLab.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

/// <summary>Files that each version of the formats wrote load for ever. A new version adds folders; none is ever changed.</summary>
public class SavedFormatsTests
{
    private static readonly string Saved = Repository.PathOf("tests", "GanLab.Tests", "Golden", "saved");

    public static TheoryData<string> Folders() => [.. Directory.EnumerateDirectories(Saved).Select(folder => Path.GetFileName(folder)).Order()];

    public static TheoryData<string> Generators() =>
        [.. Directory.EnumerateFiles(Saved, "g.*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Saved, file)).Order()];

    private static string In(params string[] parts) => Path.Combine([Saved, .. parts]);

    // Eight pixels of each of three samples; the first time a test sees a folder it is asked to write them down.
    private static float[] Pixels(Generator generator)
    {
        generator.eval();
        var samples = new Sampler(generator, Some.Cpu).Draw([0, 1, 2], SamplePicture.Labels(3, generator.Classes));
        return [.. Enumerable.Range(0, Math.Min(24, samples.Length)).Select(i => samples[i * samples.Length / Math.Min(24, samples.Length)])];
    }

    private static float[] Expected(string folder, float[] found)
    {
        var file = In(folder, "pixels.txt");
        if (Environment.GetEnvironmentVariable("GANLAB_RENEW") == "1" && !File.Exists(file))
        {
            File.WriteAllLines(file, found.Select(pixel => pixel.ToString("g9", CultureInfo.InvariantCulture)));
        }

        return [.. File.ReadAllLines(file).Select(line => float.Parse(line, CultureInfo.InvariantCulture))];
    }

    // Another processor may add in another order.
    private static bool AreClose(float expected, float found) => Math.Abs(expected - found) <= 1e-7 + (1e-3 * Math.Abs(expected));

    [Fact]
    public void Every_version_so_far_is_there() =>
        Assert.Equal(["v1-dcgan", "v1-mlp", "v2-dcgan", "v2-mlp"], Directory.EnumerateDirectories(Saved).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Generators))]
    public void A_generator_of_any_version_draws_what_it_drew(string file)
    {
        var (generator, description) = GeneratorFile.Read(In(file));
        using (generator)
        {
            var found = Pixels(generator);
            var expected = Expected(Path.GetDirectoryName(file)!, found);

            Assert.Equal(expected, found, AreClose);
            Assert.True(expected.Distinct().Count() > 3);
        }

        var isPoints = file.Contains("mlp", StringComparison.Ordinal);
        Assert.Equal((3, isPoints ? "ring8" : "glyphs", isPoints ? 0 : 10), (description.Step, description.Dataset, description.ClassNames.Count));
        Assert.Equal(!file.StartsWith("v1", StringComparison.Ordinal), description.Header.Configuration is not null);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_checkpoint_of_any_version_is_whole_and_goes_on(string folder)
    {
        using var scope = NewDisposeScope();
        var checkpoint = In(folder, "000003");
        Assert.Equal(3, Checkpoint.Verify(checkpoint).Step);
        var config = new ConfigBuilder().Overlay(File.ReadAllText(In(folder, "config.json")), folder).Set("training.steps=4").Build();
        using var run = TrainingRun.Open(config, NullLogger.Instance);

        run.Restore(checkpoint, new Continuation { AcceptsOtherData = true }); // drawn data may be drawn otherwise one day

        Assert.Equal(Expected(folder, Pixels(run.State.Average)), Pixels(run.State.Average), AreClose);
        run.Train([], default);
        Assert.Equal(4, run.State.Step);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_averaged_generator_of_a_checkpoint_is_that_of_the_model_file(string folder)
    {
        if (folder.StartsWith("v1", StringComparison.Ordinal))
        {
            Assert.Contains("g.pt", Assert.Throws<CheckpointMismatchException>(() => CheckpointNetworks.ReadGenerator(In(folder, "000003"))).Message);
            return;
        }

        using var ofCheckpoint = CheckpointNetworks.ReadGenerator(In(folder, "000003")).Generator;
        using var ofFile = GeneratorFile.Read(In(folder, "g.safetensors")).Generator;

        Assert.Empty(new Snapshot(ofCheckpoint.state_dict()).DifferencesTo(new Snapshot(ofFile.state_dict())));
    }

    [Fact]
    public void No_file_has_changed()
    {
        var hashes = Directory.EnumerateFiles(Saved, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "hashes.txt")
            .Select(file => (Name: Path.GetRelativePath(Saved, file).Replace('\\', '/'), Hash: Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => $"{file.Hash}  {file.Name}")
            .ToArray();

        Assert.Equal(File.ReadAllLines(In("hashes.txt")), hashes);
    }
}
