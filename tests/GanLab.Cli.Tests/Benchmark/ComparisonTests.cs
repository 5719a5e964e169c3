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
    [InlineData("--captures foo", "invalid choice: 'foo'")]
    [InlineData("--json /no-folder/x.json", "--json '/no-folder/x.json': no file can be written there")]
    [InlineData("--markdown /", "--markdown '/': no file can be written there")]
    [InlineData("--device cuda:99", "--device cuda:99: ")]
    public void A_senseless_argument_gives_a_sentence(string arguments, string sentence)
    {
        PythonTorch.Require();

        var result = PythonTorch.RunFile(Program, arguments.Split(' '));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(sentence, result.Error);
        Assert.DoesNotContain("Traceback", result.Error);
    }

    [SkippableFact]
    public void A_signal_ends_its_programs_and_shows_what_was_measured()
    {
        PythonTorch.Require();
        Skip.IfNot(OperatingSystem.IsLinux(), "needs /proc, to see what still runs");
        using var folder = new TemporaryFolder();
        // Of two cases the second is stopped in its rounds: the signal goes out with the first word of it.
        const string Script = """
            import os, signal, subprocess, sys
            program = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            def below(parent):
                children = open(f"/proc/{parent}/task/{parent}/children").read().split()
                return children + [grandchild for child in children for grandchild in below(child)]
            for line in program.stderr:
                if line.startswith("dcgan 16, batch 2, fp32, round 1"):
                    started = below(program.pid)
                    program.send_signal(signal.SIGTERM)
                    break
            output, errors = program.communicate()
            left = [child for child in started if os.path.exists(f"/proc/{child}")]
            print(program.returncode, len(started), len(left), output.count("| dcgan | 8 |"), output.count("| dcgan | 16 |"))
            print("1 of 2 cases were measured" in output, "Traceback" in errors, errors.strip().splitlines()[-1])
            """;

        var lines = PythonTorch.Run(
            Script, Program, "--gan", Us, "--models", "dcgan", "--sizes", "8", "16", "--width", "4", "--batches", "2", "--rounds", "1000", "--steps", "1",
            "--threads", "1", "--peak-seconds", "0").Trim().Split('\n');

        Assert.Equal(["130 3 0 2 0", "True False compare.py: stopped; 1 of 2 cases were measured."], lines);
    }

    [SkippableTheory]
    [InlineData(1.5, "in cache")]
    [InlineData(0.5, "50%")]
    public void More_than_the_bandwidth_of_a_copy_is_no_share_of_it(double share, string shown)
    {
        PythonTorch.Require();

        Assert.Equal(shown, Report($"report.share_of_copy(dict(of_copy={share.ToString(System.Globalization.CultureInfo.InvariantCulture)}))"));
    }

    [SkippableTheory]
    [InlineData(120, "")]
    [InlineData(79, "The peak of fp32, product, was 100.0 GFLOP/s at the start and 79.0 GFLOP/s at the end")]
    [InlineData(121, "The peak of fp32, product, was 100.0 GFLOP/s at the start and 121.0 GFLOP/s at the end")]
    public void A_peak_that_was_another_at_the_end_is_told(int last, string told)
    {
        PythonTorch.Require();

        var said = Report(
            $"''.join(report.different_peaks(dict(peaks=dict(fp32=peak(100)), peaks_after=dict(fp32=peak({last})))))",
            "peak = lambda product: dict(convolution=dict(a=50, b=80), product=dict(a=product, b=10), copy=20)");

        Assert.StartsWith(told, said, StringComparison.Ordinal);
        Assert.Equal(told.Length == 0, said.Length == 0);
    }

    private static string Report(string expression, string before = "") => PythonTorch.Run(
        $"import sys; sys.path.insert(0, sys.argv[1]); import report\n{before}\nprint({expression})", Repository.PathOf("bench")).Trim();

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
