namespace GanLab.Cli.Tests.Benchmark;

/// <summary>bench/first_step.py says what is wrong in a sentence.</summary>
public sealed class FirstStepTests
{
    [SkippableTheory]
    [InlineData("--rounds 0 gan -- train", "'0' is no whole number of at least 1")]
    [InlineData("gan", "what to train is missing")]
    [InlineData("nothing-here -- train", "first_step.py: nothing-here does not start: ")]
    [InlineData("false -- train", "first_step.py: false ended before its first step: without a word")]
    public void A_senseless_argument_gives_a_sentence(string arguments, string sentence)
    {
        PythonTorch.Require();

        var result = PythonTorch.RunFile(Repository.PathOf("bench", "first_step.py"), arguments.Split(' '));

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(sentence, result.Error);
        Assert.DoesNotContain("Traceback", result.Error);
    }

    [SkippableFact]
    public void Its_help_says_how_it_is_written()
    {
        PythonTorch.Require();

        var result = PythonTorch.RunFile(Repository.PathOf("bench", "first_step.py"), "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("PROGRAM [PROGRAM...] -- ", result.Output);
    }
}
