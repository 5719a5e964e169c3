using GanLab.Cli.Benchmark;
using GanLab.Cli.Tests.Support;
using GanLab.Configuration;

namespace GanLab.Cli.Tests.Benchmark;

public sealed class TimingServerTests
{
    [Fact]
    public void Each_request_is_answered_with_a_plain_number_until_the_input_ends()
    {
        var lines = Serve("run 2\nrun 1\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Matches(@"^ready libtorch \d+\.\d+\S*, cpu, fp32, 1 threads$", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines[1..], line => Assert.Matches(@"^\d+\.\d\d$", line));
    }

    [Theory]
    [InlineData("walk 2\n")]
    [InlineData("run 0\n")]
    [InlineData("run\n")]
    public void Any_other_line_is_refused(string input) => Assert.Throws<ConfigException>(() => Serve(input));

    [Fact]
    public void The_command_prints_milliseconds_and_images_a_second()
    {
        var result = Gan.Run("bench", "--size", "28", "--batch", "2", "--steps", "1", "--threads", "1", "--device", "cpu");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d\d ms per step \(median of 1\), [\d,]+ images/s\n$", result.Output);
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
        using var timer = new StepTimer(config);
        using var output = new StringWriter { NewLine = "\n" };
        TimingServer.Run(timer, new StringReader(input), output);
        return output.ToString();
    }
}
