namespace GanLab.Tests.Architecture;

public class ReadmeTests
{
    [Fact]
    public void The_program_in_the_README_is_that_of_a_sample()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        var snippet = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];

        var sample = File.ReadAllText(Repository.PathOf("samples", "TrainOnRing", "Program.cs")).ReplaceLineEndings("\n");

        Assert.Contains(snippet, sample, StringComparison.Ordinal);
    }
}
