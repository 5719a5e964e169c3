using System.Text.Json.Nodes;

namespace GanLab.Cli.Tests.Benchmark;

/// <summary>bench/compare.py, on networks so small that it measures nothing, but does all that it does otherwise.</summary>
public sealed class ComparisonTests
{
    private static readonly string Program = Repository.PathOf("bench", "compare.py");
    private static readonly string Us = $"dotnet {Path.Combine(AppContext.BaseDirectory, "gan.dll")}";

    [SkippableFact]
    public void It_times_every_model_on_all_three_sides_and_counts_what_the_profile_counts()
    {
        PythonTorch.Require();
        using var folder = new TemporaryFolder();

        var result = PythonTorch.RunFile(
            Program, "--gan", Us, "--sizes", "8", "--width", "4", "--batches", "2", "--rounds", "1", "--steps", "1", "--threads", "1",
            "--peak-seconds", "0", "--json", folder.In("result.json"), "--markdown", folder.In("result.md"));

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("| model | pixels | batch | precision | PyTorch plain (a), ms | PyTorch with levers (b), ms | GanLab (c), ms | a / c | b / c |", result.Output);
        Assert.Contains("| of convolution peak | of product peak |", result.Output);
        Assert.Equal(result.Output, File.ReadAllText(folder.In("result.md")));
        var rows = JsonNode.Parse(File.ReadAllText(folder.In("result.json")))!["rows"]!.AsArray();
        Assert.Equal(["dcgan", "mlp", "sngan", "wgan-gp"], rows.Select(row => (string)row!["model"]!));
        Assert.All(rows, RequireWhole);
    }

    [SkippableTheory]
    [InlineData("--precisions tf32", "--precisions tf32: that is a format of CUDA devices")]
    [InlineData("--sizes 48", "--sizes 48: a DCGAN makes images of 4·2^n pixels")]
    [InlineData("--batches 1", "'1' is no whole number of at least 2")]
    [InlineData("--rounds x", "'x' is no whole number of at least 1")]
    [InlineData("--device tpu", "--device 'tpu': write cpu, cuda or cuda:1")]
    [InlineData("--models gan", "invalid choice: 'gan'")]
    [InlineData("--python nothing-here", "--python nothing-here cannot import torch")]
    [InlineData("--gan nothing-here", "gan does not start")]
    public void A_senseless_argument_gives_a_sentence(string arguments, string sentence)
    {
        PythonTorch.Require();

        var result = PythonTorch.RunFile(Program, arguments.Split(' '));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(sentence, result.Error);
        Assert.DoesNotContain("Traceback", result.Error);
    }

    private static void RequireWhole(JsonNode? row)
    {
        Assert.Empty(row!["problems"]!.AsArray());
        foreach (var measured in (string[])["plain_ms", "levers_ms", "ganlab_ms", "images_per_second", "gflop", "plain_memory", "levers_memory", "ganlab_memory"])
        {
            Assert.True((double)row[measured]! > 0, $"{row["model"]}: {measured}");
        }

        // With a penalty libtorch sends zeros through a graph that the step does not need.
        var most = (string)row["model"]! == "wgan-gp" ? 1.25 : 1.001;
        Assert.InRange((double)row["gflop_profiled"]! / (double)row["gflop"]!, 0.999, most);
    }
}
