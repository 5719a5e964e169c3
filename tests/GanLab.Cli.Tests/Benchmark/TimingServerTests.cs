using System.Globalization;
using GanLab.Acceleration;
using GanLab.Cli.Benchmark;
using GanLab.Configuration;

namespace GanLab.Cli.Tests.Benchmark;

public sealed class TimingServerTests
{
    [Fact]
    public void Each_request_is_answered_with_a_plain_number_until_the_input_ends()
    {
        var lines = Serve("run 2\nrun 1\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Matches(@"^ready libtorch \d+\.\d+\S*, cpu, fp32, 1 thread$", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines[1..], line => Assert.Matches(@"^\d+\.\d\d$", line));
    }

    [Fact]
    public void Memory_and_parameters_are_told()
    {
        var lines = Serve("memory\nparameters\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.InRange(long.Parse(lines[1], CultureInfo.InvariantCulture), 1 << 20, 1L << 40);
        // ConvT 100 -> 2 of 4x4, its normalisation, ConvT 2 -> 3; Conv 3 -> 2, Conv 2 -> 1.
        Assert.Equal($"{(1600 * 2) + 4 + 96} {96 + 32}", lines[2]);
    }

    [SkippableFact]
    public void A_profile_counts_the_convolutions_of_one_step()
    {
        Skip.IfNot(StepProfile.IsSupported, "needs the system engine");

        var answer = Serve("profile 2\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)[1].Split(' ');

        // Each layer once forward; once for its weights in its player's update, D's twice; for its input except where that
        // is an image of D's update or a latent vector.
        const double First = 2 * 3200, Last = 2 * 96 * 16, D1 = 2 * 96 * 16, D2 = 2 * 32;
        const double Generator = (2 * First) + (3 * Last);
        const double Discriminator = (2 * (2 * D1)) + (2 * (3 * D2)) + (2 * D1) + (2 * D2);
        Assert.Equal(2 * (Generator + Discriminator), double.Parse(answer[0], CultureInfo.InvariantCulture));
        Assert.True(double.Parse(answer[1], CultureInfo.InvariantCulture) > 0);
    }

    [Theory]
    [InlineData("walk 2\n")]
    [InlineData("run 0\n")]
    [InlineData("run\n")]
    [InlineData("profile x\n")]
    [InlineData("memory 1\n")]
    [InlineData("\n")]
    public void Any_other_line_is_answered_with_an_error_and_the_next_is_served(string input)
    {
        var lines = Serve(input + "run 1\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("error: ", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d\d$", lines[2]);
    }

    private static string Serve(string input)
    {
        var config = new ExperimentConfig
        {
            Data = new() { Size = 8, Channels = 3 },
            Model = new() { GeneratorWidth = 2, DiscriminatorWidth = 2 },
            Training = new() { BatchSize = 2, ShareFakes = true },
            Compute = new() { Device = "cpu", Threads = 1 },
        };
        using var timer = new StepTimer(config, StepTimer.Open(config.Compute));
        using var output = new StringWriter { NewLine = "\n" };
        TimingServer.Run(timer, new StringReader(input), output);
        return output.ToString();
    }
}
