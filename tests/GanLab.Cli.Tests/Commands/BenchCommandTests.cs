using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests.Commands;

public sealed class BenchCommandTests
{
    private static readonly string[] Small = ["--batch", "2", "--steps", "1", "--threads", "1", "--device", "cpu"];

    [Fact]
    public void It_prints_milliseconds_and_images_a_second()
    {
        var result = Gan.Run(["bench", "--size", "28", .. Small]);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d\d ms per step \(median of 1\), [\d,]+ images/s\n", result.Output);
        Assert.Matches(@"\n([\d.]+ GFLOP a step, [\d,]+ GFLOP/s, )?peak memory [\d,]+ MiB\n$", result.Output);
    }

    [Fact]
    public void With_several_updates_of_the_discriminator_it_says_what_is_counted() => Assert.Contains(
        " images/s (one batch a step, though the discriminator takes 3)\n", Gan.Run(["bench", "--model", "mlp", "--k", "3", .. Small]).Output);

    [Theory]
    [InlineData("--size 0", "data.size is 0")]
    [InlineData("--set data.channels=0", "data.channels is 0")]
    [InlineData("--model mlp --size 2048 --batch 65536", "65,536 images of 2048x2048 pixels are more numbers than a batch can hold")]
    [InlineData("--serve --steps 4", "--serve takes steps")]
    [InlineData("--serve --profile", "--serve takes steps")]
    [InlineData("--device cpu --precision tf32", "tf32 is a format of CUDA devices")]
    public void What_makes_no_sense_is_refused(string options, string words) => Gan.Run(["bench", .. options.Split(' ')]).Fails(2, words);
}
