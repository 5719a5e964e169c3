using System.Diagnostics;

namespace GanLab.Cli.Tests.Benchmark;

/// <summary>bench/gpu.sh says what is wrong with its arguments before it builds or writes anything.</summary>
public sealed class GpuScriptTests
{
    [SkippableTheory]
    [InlineData("--device tpu", "gpu.sh: --device 'tpu': write cuda, cuda:1 or cpu.")]
    [InlineData("--device", "gpu.sh: --device needs a value")]
    [InlineData("--parts tests,train", "gpu.sh: --parts 'tests,train': there are tests, compare, compare-32")]
    [InlineData("--fast yes", "gpu.sh: '--fast' is no option")]
    [InlineData("--device cpu --python nothing-here", "gpu.sh: --python nothing-here cannot import torch")]
    [InlineData("--device cpu --bundle nothing-here", "gpu.sh: 'nothing-here' is no bundle")]
    public void A_senseless_argument_gives_a_sentence(string arguments, string sentence)
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no bash on Windows.");
        PythonTorch.Require();
        using var folder = new TemporaryFolder();

        var (code, _, error) = Run(["--python", PythonTorch.Path, "--out", folder.In("out"), .. arguments.Split(' ')]);

        Assert.Equal(1, code);
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.In("out")));
    }

    [SkippableFact]
    public void Without_a_Python_named_it_finds_one_with_torch()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no bash on Windows.");
        PythonTorch.Require();
        using var folder = new TemporaryFolder();

        Assert.StartsWith(
            "gpu.sh: 'nothing-here' is no bundle", Run("--device", "cpu", "--bundle", "nothing-here", "--out", folder.In("out")).Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Its_help_lists_the_options()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no bash on Windows.");

        var (code, output, error) = Run("--help");

        Assert.Equal((0, ""), (code, error));
        Assert.All(["--pack", "--bundle", "--device", "--python", "--out", "--parts", "--filter", "--compare", "--steps"], option => Assert.Contains($"{option} ", output));
        Assert.DoesNotContain("set -uo", output);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.PathOf("bench", "gpu.sh"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var script = Process.Start(start)!;
        var output = script.StandardOutput.ReadToEndAsync();
        var error = script.StandardError.ReadToEnd();
        script.WaitForExit();
        return (script.ExitCode, output.Result, error);
    }
}
