using GanLab.Cli.Tests.Support;
using GanLab.Data;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Models;

namespace GanLab.Cli.Tests.Commands;

public sealed class ListCommandTests
{
    public static TheoryData<string, string[]> Kinds() => new()
    {
        { "models", [.. ModelCatalog.Names] },
        { "datasets", [.. DatasetCatalog.Names] },
        { "losses", [.. LossCatalog.All.Select(loss => loss.Name)] },
        { "presets", [.. Presets.Names] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_line_is_a_name_and_a_summary_in_columns(string kind, string[] names)
    {
        var lines = Gan.Run("list", kind).OutputLines;

        Assert.Equal(names, lines.Select(line => line.Split(' ')[0]));
        var column = names.Max(name => name.Length) + 2;
        Assert.All(lines, line => Assert.True(line[column - 1] == ' ' && line[column] != ' ', line));
    }
}
