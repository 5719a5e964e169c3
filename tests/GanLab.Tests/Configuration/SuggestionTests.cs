using GanLab.Configuration;

namespace GanLab.Tests.Configuration;

public class SuggestionTests
{
    [Theory]
    [InlineData("dcgna", "dcgan")] // two letters swapped
    [InlineData("DCGAN", "dcgan")]
    [InlineData("dcgann", "dcgan")]
    [InlineData("cgan", "dcgan")]
    [InlineData("wass", "wasserstein")] // a beginning
    [InlineData("xyz", "")]
    [InlineData("", "")]
    public void Slips_and_beginnings_are_recognised(string written, string expected) =>
        Assert.Equal(expected, string.Join(' ', Suggestion.Nearest(written, ["dcgan", "mlp", "wasserstein", "non-saturating"])));

    [Fact]
    public void The_nearest_comes_first_and_at_most_three_come() =>
        Assert.Equal(["adam", "adax", "adan"], Suggestion.Nearest("adam", ["adax", "adan", "adamw", "adam"]));

    [Fact]
    public void A_message_has_the_name_the_nearest_and_all_that_are_known()
    {
        Assert.Equal("Unknown model 'dcgna'. Did you mean 'dcgan'? Known: dcgan, mlp.", Suggestion.UnknownName("model", "dcgna", ["dcgan", "mlp"]));
        Assert.Equal("Unknown model 'zzz'. Known: dcgan, mlp.", Suggestion.UnknownName("model", "zzz", ["dcgan", "mlp"]));
    }
}
