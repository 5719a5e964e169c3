using GanLab.Configuration;

namespace GanLab.Cli.Tests;

public sealed class ErrorReportTests
{
    [Fact]
    public void Every_problem_of_a_configuration_has_its_line_and_the_code_is_2()
    {
        var (code, text) = Report(new ConfigException(["one.", "two."]));

        Assert.Equal((2, "gan: one.\ngan: two.\n"), (code, text));
    }

    [Theory]
    [InlineData(28)]
    [InlineData(unchecked((int)0x80070070))]
    public void A_full_disk_is_named_with_its_path_and_a_way_out(int hresult)
    {
        var (code, text) = Report(new IOException("No space left on device : '/runs/g.pt'", hresult));

        Assert.Equal(1, code);
        Assert.StartsWith("gan: No space left on device : '/runs/g.pt'. Free some space", text, StringComparison.Ordinal);
        Assert.Contains("still there", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_denied_path_says_what_to_do()
    {
        var (code, text) = Report(new UnauthorizedAccessException("Access to the path '/runs' is denied."));

        Assert.Equal((1, "gan: Access to the path '/runs' is denied. Change the permissions, or choose another place.\n"), (code, text));
    }

    [Fact]
    public void A_file_in_use_is_no_matter_of_its_path()
    {
        var (code, text) = Report(new GanLab.Formats.FileInUseException("'set.ganpack' is being packed by another process; wait until that has ended."));

        Assert.Equal((1, "gan: 'set.ganpack' is being packed by another process; wait until that has ended.\n"), (code, text));
    }

    [Fact]
    public void What_a_static_constructor_threw_is_reported_itself()
    {
        var (code, text) = Report(new TypeInitializationException("Aten", new IOException("inner")));

        Assert.Equal(1, code);
        Assert.StartsWith("gan: inner.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unexpected_error_asks_for_a_report_and_shows_no_trace()
    {
        var (code, text) = Report(new InvalidOperationException("surprise"));

        Assert.Equal(1, code);
        Assert.StartsWith("gan: unexpected error: InvalidOperationException: surprise\n", text, StringComparison.Ordinal);
        Assert.Contains("GANLAB_TRACE=1", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static (int Code, string Text) Report(Exception exception)
    {
        using var error = new StringWriter { NewLine = "\n" };
        return (ErrorReport.Write(exception, error), error.ToString());
    }
}
