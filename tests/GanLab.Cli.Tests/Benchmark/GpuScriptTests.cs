using System.Diagnostics;

namespace GanLab.Cli.Tests.Benchmark;

/// <summary>bench/gpu.sh says what is wrong with its arguments before it builds or writes anything.</summary>
public sealed class GpuScriptTests
{
    [SkippableTheory]
    [InlineData("--device tpu", "gpu.sh: --device 'tpu': write cuda, cuda:1 or cpu.")]
    [InlineData("--device", "gpu.sh: --device needs a value")]
    [InlineData("--parts tests,train", "gpu.sh: --parts 'tests,train': there are tests, compare and train.")]
    [InlineData("--fast yes", "gpu.sh: '--fast' is no option")]
    [InlineData("--device cpu --python nothing-here", "gpu.sh: --python nothing-here cannot import torch")]
    [InlineData("--device cpu --bundle nothing-here", "gpu.sh: 'nothing-here' is no bundle")]
    public void A_senseless_argument_gives_a_sentence(string arguments, string sentence)
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no bash on Windows.");
        PythonTorch.Require();
        using var folder = new TemporaryFolder();

        var start = new ProcessStartInfo(
            "bash", [Repository.PathOf("bench", "gpu.sh"), "--python", PythonTorch.Path, "--out", folder.In("out"), .. arguments.Split(' ')])
        {
            RedirectStandardError = true,
        };
        using var script = Process.Start(start)!;
        var error = script.StandardError.ReadToEnd();
        script.WaitForExit();

        Assert.Equal(1, script.ExitCode);
        Assert.Contains(sentence, error);
        Assert.False(File.Exists(folder.In("out", "results.md")));
    }
}
