using GanLab.Cli.Sampling;
using GanLab.Configuration;

namespace GanLab.Cli.Tests.Sampling;

public sealed class SeedChoiceTests
{
    [Fact]
    public void Without_a_choice_the_seeds_are_0_to_63() =>
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (long)i), SeedChoice.Read(null, null, null));

    [Fact]
    public void N_counts_on_from_the_seed() => Assert.Equal([7, 8, 9], SeedChoice.Read("3", "7", null));

    [Theory]
    [InlineData("0-3", new long[] { 0, 1, 2, 3 })]
    [InlineData("1,5,7-9", new long[] { 1, 5, 7, 8, 9 })]
    [InlineData("-3--1, 4", new long[] { -3, -2, -1, 4 })]
    [InlineData("9223372036854775806-9223372036854775807", new[] { long.MaxValue - 1, long.MaxValue })]
    public void A_list_may_hold_numbers_and_ranges(string text, long[] expected) => Assert.Equal(expected, SeedChoice.Read(null, null, text));

    [Theory]
    [InlineData("9-3", "runs backwards; write 3-9")]
    [InlineData("", "not ''")]
    [InlineData("1,,2", "not '1,,2'")]
    [InlineData("a-b", "not 'a-b'")]
    [InlineData("1.5", "not '1.5'")]
    [InlineData("0-1000000", "more than 1,000,000")]
    [InlineData("0-99999999999999999999", "takes numbers and ranges")]
    public void A_list_that_makes_no_sense_is_refused(string text, string words)
    {
        var exception = Assert.Throws<ConfigException>(() => SeedChoice.Read(null, null, text));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_clashes_are_reported_at_once() =>
        Assert.Equal(2, Assert.Throws<ConfigException>(() => SeedChoice.Read("4", "1", "0-3")).Problems.Count);
}
