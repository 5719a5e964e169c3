using GanLab.Fuzzing;
using GanLab.Fuzzing.Families;

namespace GanLab.Tests.Fuzzing;

/// <summary>Readers that end the process they are in, or never come back, are noticed, and the rest is tried all the same.</summary>
public class IsolatedCampaignTests
{
    private const int Copies = 20;

    [Fact]
    public void Deaths_and_hangs_are_put_down_to_their_files_and_nothing_else_is_lost()
    {
        var family = new FatalFamily();
        var seeds = family.Seeds().ToArray();

        var tally = IsolatedCampaign.Run(family, new FuzzOptions { Inputs = Copies, PatienceSeconds = 5 });

        Assert.Equal(
            [(-7L, "throws"), (-5L, "ends"), (-3L, "ends"), (-2L, "takes")],
            tally.Findings.Select(finding => (finding.Input, finding.Fault.Split(' ')[0])));
        Assert.Equal([seeds[3], seeds[5], seeds[6]], tally.Findings.Skip(1).Select(finding => finding.File));
        Assert.Equal([FatalFamily.Throw], tally.Findings[0].File); // made small by the worker that later died
        Assert.Equal((seeds.Length + Copies, seeds.Length + Copies - 4), (tally.Inputs, tally.Accepted));
    }
}
