using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests.Commands;

public sealed class ExportCommandTests(TrainedDigits trained) : IClassFixture<TrainedDigits>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Checkpoint => Path.Combine(trained.Run, "checkpoints", "000004");

    public void Dispose() => folder.Dispose();

    private string Export(string source, string name, params string[] more)
    {
        var result = Gan.Run(["export", "--checkpoint", source, "--out", folder.In(name), .. more]);
        Assert.Equal((0, folder.In(name) + "\n", ""), (result.ExitCode, result.Output, result.Error));
        return folder.In(name);
    }

    private byte[] Sample(string source)
    {
        Assert.Equal(0, Gan.Run("sample", "--checkpoint", source, "--n", "4", "--out", folder.In("sample.png")).ExitCode);
        return File.ReadAllBytes(folder.In("sample.png"));
    }

    [Fact]
    public void Both_formats_draw_the_same_and_lead_back_to_the_same_bytes()
    {
        var safe = Export(trained.Generator, "g.safetensors");
        var back = Export(safe, "back.pth");

        Assert.Equal(Sample(trained.Generator), Sample(safe));
        Assert.Equal(File.ReadAllBytes(trained.Generator), File.ReadAllBytes(back));
    }

    [Fact]
    public void The_average_comes_from_a_file_a_run_or_a_checkpoint_alike()
    {
        var expected = File.ReadAllBytes(trained.Generator);

        Assert.Equal(expected, File.ReadAllBytes(Export(trained.Run, "run.pt")));
        Assert.Equal(expected, File.ReadAllBytes(Export(Checkpoint, "checkpoint.pt")));
        Assert.Equal(expected, File.ReadAllBytes(Export(Checkpoint, "average.pt", "--which", "average")));
    }

    [Fact]
    public void The_generator_that_learns_is_another_than_its_average()
    {
        var learning = Export(trained.Run, "g.pt", "--which", "generator");

        Assert.Equal(File.ReadAllBytes(learning), File.ReadAllBytes(Export(Checkpoint, "same.pt", "--which", "generator")));
        Assert.NotEqual(Sample(trained.Generator), Sample(learning));
    }

    [Theory]
    [InlineData("d.pt")]
    [InlineData("d.safetensors")]
    public void A_discriminator_is_no_generator(string name)
    {
        var file = Export(trained.Run, name, "--which", "discriminator");

        Assert.Matches(@"  discriminator_width +4\n", Gan.Run("inspect", file).Output);
        Gan.Run("sample", "--checkpoint", file).Fails(1, file, "does not say 'ganlab.generator'");
    }

    [Fact]
    public void What_cannot_be_exported_is_refused_with_what_can()
    {
        var target = folder.In("x.pt");

        Gan.Run("export", "--checkpoint", trained.Run, "--out", folder.In("x.onnx")).Fails(2, "x.onnx", ".pt, .pth or .safetensors");
        Gan.Run("export", "--checkpoint", trained.Run, "--out", target, "--which", "averag").Fails(2, "'averag'", "Did you mean 'average'");
        Gan.Run("export", "--checkpoint", trained.Generator, "--out", target, "--which", "discriminator").Fails(2, trained.Generator, "run folder");
        Gan.Run("export", "--checkpoint", folder.In("absent"), "--out", target).Fails(2, folder.In("absent"));
        Gan.Run("export", "--checkpoint", folder.Path, "--out", target, "--which", "generator").Fails(2, folder.Path, "no config.json");
        Gan.Run("export", "--checkpoint", trained.Run, "--out", folder.In("no", "x.pt")).Fails(1, folder.In("no", "x.pt"));
        Assert.False(File.Exists(target));
    }
}
