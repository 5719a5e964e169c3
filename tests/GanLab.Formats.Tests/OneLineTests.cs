namespace GanLab.Formats.Tests;

public class OneLineTests
{
    [Theory]
    [InlineData("plain text, ü and 漢", "plain text, ü and 漢")]
    [InlineData("a\nb\r\n", "a\\u000Ab\\u000D\\u000A")]
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("\u202Egnp.exe", "\\u202Egnp.exe")]
    [InlineData("\u2028", "\\u2028")]
    [InlineData("\0", "\\u0000")]
    public void What_cannot_be_seen_is_written_as_its_code(string text, string expected) => Assert.Equal(expected, OneLine.Of(text));

    [Fact]
    public void Half_a_pair_does_not_get_through() => Assert.Equal("a\uFFFDb", OneLine.Of("a\ud800b"));

    [Fact]
    public void A_whole_pair_does() => Assert.Equal("\U0001F600", OneLine.Of("\U0001F600"));

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal(new string('x', 10) + "…", OneLine.Of(new string('x', 1_000_000), 10));

    [Fact]
    public void A_message_about_a_file_is_one_line_whatever_the_file_is_called_and_says()
    {
        var message = MalformedFileException.Damaged("a\nb.png", new string('\u001b', 5000), 3).Message;

        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain('\u001b', message);
        Assert.InRange(message.Length, 100, 2000);
        Assert.Contains("at byte 3", message);
    }
}
