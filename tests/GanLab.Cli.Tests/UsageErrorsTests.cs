using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests;

/// <summary>Command lines that make no sense, and what is said of each: "$ gan ..." and then its stderr in errors.txt.</summary>
public sealed class UsageErrorsTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var part in Snapshot.Read("errors.txt").Split("$ gan ", StringSplitOptions.RemoveEmptyEntries))
        {
            var line = part.IndexOf('\n', StringComparison.Ordinal);
            cases.Add(part[..line], part[(line + 1)..].TrimEnd('\n') + "\n");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_senseless_command_line_gives_its_snapshot_and_exit_code_2(string line, string expected)
    {
        var result = Gan.Run(line.Split(' '));

        Assert.Equal(expected, result.Error);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData("train", "--resume")]
    [InlineData("train", "--init-from")]
    [InlineData("train", "--data")]
    [InlineData("sample", "--checkpoint")]
    [InlineData("inspect", null)]
    public void A_variable_of_the_shell_that_is_not_set_is_no_value(string command, string? option)
    {
        var result = Gan.Run([command, .. option is null ? Array.Empty<string>() : [option], ""]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("was given without a value", result.Error, StringComparison.Ordinal);
    }
}
