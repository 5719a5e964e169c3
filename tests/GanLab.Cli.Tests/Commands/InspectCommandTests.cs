using GanLab.Cli.Tests.Support;
using GanLab.Formats;
using GanLab.Formats.Idx;
using GanLab.Formats.SafeTensors;

namespace GanLab.Cli.Tests.Commands;

public sealed class InspectCommandTests(TrainedDigits trained) : IClassFixture<TrainedDigits>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_generator_shows_its_description_and_tensors()
    {
        var result = Gan.Run("inspect", trained.Generator);

        Assert.StartsWith("generator of GanLab", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"  latent_size +100\n", result.Output);
        Assert.Matches(@"  class_names +0, 1, 2, ", result.Output);
        Assert.Matches(@"\n  state_dict\.\S+ +F32 +\[\d+, ", result.Output);
        Assert.Matches(@"\n\d+ tensors, [\d,]+ numbers, [\d,]+ bytes\n$", result.Output);
    }

    [Fact]
    public void A_checkpoint_shows_its_step_and_every_part_of_the_state()
    {
        var result = Gan.Run("inspect", Path.Combine(trained.Run, "checkpoints", "000004"));

        Assert.Matches(@"  step +4\n", result.Output);
        Assert.All(
            ["generator/", "discriminator/", "average/", "generator_optimizer/"],
            part => Assert.Contains($"\n  {part}", result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("g.pt")]
    [InlineData("checkpoints/000004")]
    public void The_whole_header_is_shown(string name)
    {
        var output = Gan.Run("inspect", Path.Combine(trained.Run, name)).Output;

        Assert.Matches(@"\n  program_version +\d+\.\d+\.\d+\n", output);
        Assert.Matches(@"\n  data_hash +[0-9a-f]{64}\n", output);
        Assert.Matches(@"\n  metrics\.loss/d +\d\.\d+\n", output);
        Assert.Matches(@"\n  configuration\.data +name=glyphs ", output);
        Assert.Matches(@"\n  configuration\.training +batchSize=4 steps=4 ", output);
    }

    [Fact]
    public void A_run_shows_each_checkpoint_with_its_worth()
    {
        Tiny.Points(folder.In("runs"), "--steps", "6", "--checkpoint-every", "2", "--set", "run.keepCheckpoints=0", "--set", "run.bestMetric=loss/g");
        var run = folder.In("runs", "00000-mlp-ring8");
        File.AppendAllText(Path.Combine(run, "checkpoints", "000006", "state.safetensors"), "x");

        var result = Gan.Run("inspect", run);

        Assert.StartsWith("run of GanLab: mlp on ring8\n  configuration.data ", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  000002  whole, loss/g [\d.]+", result.Output);
        Assert.Matches(@"\n  000004  whole, loss/g [\d.]+, the latest", result.Output);
        Assert.Matches(@"\n  000006  damaged: .*state\.safetensors.* bytes, but checkpoint\.json says", result.Output);
        Assert.Single(result.OutputLines, line => line.EndsWith(", the best", StringComparison.Ordinal));
    }

    [Fact]
    public void Safetensors_show_the_same_tensors_without_being_read_whole()
    {
        var checkpoint = Path.Combine(trained.Run, "checkpoints", "000004");
        var ofFolder = Gan.Run("inspect", checkpoint).OutputLines[^1];
        var ofFile = Gan.Run("inspect", Path.Combine(checkpoint, "state.safetensors")).OutputLines;

        Assert.Equal(("safetensors file", ofFolder), (ofFile[0], ofFile[^1]));
    }

    [Fact]
    public void Names_and_texts_of_a_file_command_no_terminal_and_stay_short()
    {
        var tensor = new RawTensor(TensorDType.F32, [1], new byte[4]);
        var red = "\u001b[31m";
        SafeTensorsFile.Write(
            folder.In("odd.safetensors"), new Dictionary<string, RawTensor> { [$"{red}weight"] = tensor, [new string('x', 5000)] = tensor },
            new Dictionary<string, string> { [$"note{red}"] = $"{red}hello\nworld" });

        var result = Gan.Run("inspect", folder.In("odd.safetensors"));

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Contains("\\u001B[31mhello\\u000Aworld", result.Output, StringComparison.Ordinal);
        Assert.All(result.OutputLines, line => Assert.InRange(line.Length, 0, 200));
    }

    [Fact]
    public void Idx_images_and_pictures_show_their_sizes()
    {
        using (var stream = File.Create(folder.In("digits")))
        {
            IdxWriter.Write(stream, new byte[5 * 28 * 28], 5, 28, 28);
        }

        Assert.Contains("5 images of 28x28 pixels", Gan.Run("inspect", folder.In("digits")).Output, StringComparison.Ordinal);
        Assert.Matches(@"^PNG picture, \d+x\d+, grey\n", Gan.Run("inspect", Path.Combine(trained.Run, "reals.png")).Output);
    }

    [Fact]
    public void Anything_else_is_refused_with_the_kinds_that_are_known()
    {
        File.WriteAllText(folder.In("note.txt"), "hello");

        Gan.Run("inspect", folder.In("note.txt")).Fails(1, folder.In("note.txt"), "safetensors", "IDX");
        Gan.Run("inspect", folder.Path).Fails(1, folder.Path, "checkpoint.json");
        Gan.Run("inspect", folder.In("absent")).Fails(2, folder.In("absent"));
    }
}
