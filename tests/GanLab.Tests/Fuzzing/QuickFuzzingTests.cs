using GanLab.Fuzzing;

namespace GanLab.Tests.Fuzzing;

/// <summary>The first few thousand files of what eng/fuzz.sh tries by the million.</summary>
public class QuickFuzzingTests
{
    public static TheoryData<string> Families => [.. FamilyCatalog.All.Select(family => family.Name)];

    // On a busy machine anything may take long; eng/fuzz.sh looks at that.
    private const double AnyTime = 600_000;

    [Theory]
    [MemberData(nameof(Families))]
    public void A_reader_refuses_in_a_sentence_or_reads_the_same_twice(string name)
    {
        var family = FamilyCatalog.Find(name);

        var tally = new Campaign(family, new FuzzOptions { Inputs = family.IsNative ? 150 : 1500, MostMilliseconds = AnyTime }).Run();

        Assert.True(tally.Findings.Count == 0, string.Join('\n', tally.Findings.Select(finding => $"{finding.Input}: {finding.Fault}\n{Convert.ToHexString(finding.File)}")));
        Assert.InRange(tally.Accepted, 10, tally.Inputs);
    }

    [Fact]
    public void Equal_seeds_give_equal_files()
    {
        var family = FamilyCatalog.Find("torch");
        var seeds = Corpus.Of(family);
        var (one, other) = (new FuzzOptions { Seed = 1 }, new FuzzOptions { Seed = 2 });

        Assert.Equal(new Campaign(family, one).Input(seeds, 99), new Campaign(family, one).Input(seeds, 99));
        Assert.NotEqual(new Campaign(family, one).Input(seeds, 99), new Campaign(family, other).Input(seeds, 99));
    }

    [Fact]
    public void A_defect_is_found_and_made_small()
    {
        var tally = new Campaign(new CarelessFamily(), new FuzzOptions { Inputs = 2000 }).Run();

        var finding = Assert.Single(tally.Findings.Take(1));
        Assert.StartsWith("throws System.IndexOutOfRangeException", finding.Fault, StringComparison.Ordinal);
        Assert.True(finding.File.Length <= 2, $"{finding.File.Length} bytes are left");
    }

    [Fact]
    public void Greed_is_found()
    {
        var tally = new Campaign(new CarelessFamily { IsGreedy = true }, new FuzzOptions { Inputs = 0 }).Run();

        Assert.Contains("allocates", Assert.Single(tally.Findings).Fault, StringComparison.Ordinal);
    }
}
