using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests;

/// <summary>The help screens, and with them the list of options, are as they were agreed on.</summary>
public sealed class HelpScreenTests
{
    [Theory]
    [InlineData("gan")]
    [InlineData("train")]
    [InlineData("sample")]
    [InlineData("export")]
    [InlineData("list")]
    [InlineData("inspect")]
    [InlineData("doctor")]
    [InlineData("bench")]
    [InlineData("data")]
    [InlineData("data check")]
    [InlineData("data pack")]
    [InlineData("data get")]
    public void The_help_of_a_command_is_its_snapshot(string command)
    {
        var result = command == "gan" ? Gan.Run("--help") : Gan.Run([.. command.Split(' '), "--help"]);

        Assert.Equal(Snapshot.Read($"help-{command.Replace(' ', '-')}.txt"), result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Without_arguments_the_help_is_shown() => Assert.Equal(Gan.Run("--help"), Gan.Run());

    [Fact]
    public void Help_is_given_even_beside_a_mistake() => Assert.Equal(Gan.Run("train", "--help"), Gan.Run("train", "--modle", "x", "--help"));

    [Fact]
    public void The_version_is_three_numbers()
    {
        var result = Gan.Run("--version");

        Assert.Matches(@"^\d+\.\d+\.\d+\n$", result.Output);
        Assert.Equal(0, result.ExitCode);
    }
}
