using System.Text;

namespace GanLab.Formats.Tests;

public class TextLinesTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("a", new[] { "a" })]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\r\n\nü\n ", new[] { "a", "", "ü", " " })]
    [InlineData("\uFEFFa\n\uFEFFb", new[] { "a", "\uFEFFb" })]
    public void Lines_come_without_their_ends(string text, string[] expected) =>
        Assert.Equal(expected, Read(Encoding.UTF8.GetBytes(text)).Select(line => line.Text));

    [Fact]
    public void Each_line_has_its_number_and_place() =>
        Assert.Equal([(1, 0L), (2, 3L), (3, 4L)], Read("ab\n\ncd"u8.ToArray()).Select(line => (line.Number, line.Offset)));

    [Fact]
    public void A_long_text_is_read_as_the_base_library_reads_it()
    {
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(i => new string('x', i % 37) + (i % 3 == 0 ? "\r\n" : "\n")));

        var lines = Read(Encoding.UTF8.GetBytes(text)).ToArray();

        var reader = new StringReader(text);
        Assert.All(lines, line => Assert.Equal(reader.ReadLine(), line.Text));
        Assert.Null(reader.ReadLine());
        Assert.All(lines.Take(1000), line => Assert.True(line.Offset == 0 || text[(int)line.Offset - 1] == '\n'));
    }

    [Fact]
    public void A_line_without_end_is_refused_where_it_begins()
    {
        var error = Assert.Throws<MalformedFileException>(() => Read([.. "a\n"u8, .. new byte[1 << 20]]).Count());

        Assert.Contains("line 2 is longer than 65536 bytes", error.Message);
        Assert.Equal(2, error.Offset);
    }

    [Fact]
    public void What_is_no_UTF8_is_refused_where_it_is()
    {
        var error = Assert.Throws<MalformedFileException>(() => Read([(byte)'a', (byte)'\n', 0xFF]).Count());

        Assert.Contains("line 2 is no UTF-8", error.Message);
        Assert.Equal(2, error.Offset);
    }

    private static IEnumerable<(int Number, long Offset, string Text)> Read(byte[] file) => TextLines.Read(new MemoryStream(file), "x");
}
