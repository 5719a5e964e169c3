using System.Text;

namespace GanLab.Cli.Tests;

public sealed class ResultWriterTests
{
    [Theory]
    [InlineData(true, "it is closed or may not be written to")]
    [InlineData(false, "No space left on device")]
    public void Results_that_nobody_receives_are_no_matter_of_a_path(bool isClosed, string reason)
    {
        using var closed = new Refusing(isClosed ? new UnauthorizedAccessException("Access to the path is denied.") : new IOException("No space left on device", 28));
        using var error = new StringWriter { NewLine = "\n" };

        var code = GanProgram.Run(["list", "models"], new ResultWriter(closed), error);

        Assert.Equal((1, $"gan: Results cannot be written to stdout ({reason}). Send it to another place.\n"), (code, error.ToString()));
    }

    [Fact]
    public void What_is_written_arrives_unchanged()
    {
        using StringWriter plain = new() { NewLine = "\n" }, behind = new() { NewLine = "\n" };

        GanProgram.Run(["list", "models"], plain, TextWriter.Null);
        GanProgram.Run(["list", "models"], new ResultWriter(behind), TextWriter.Null);

        Assert.NotEmpty(plain.ToString());
        Assert.Equal(plain.ToString(), behind.ToString());
    }

    private sealed class Refusing(Exception exception) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw exception;
    }
}
