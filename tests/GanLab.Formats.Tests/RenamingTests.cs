namespace GanLab.Formats.Tests;

public sealed class RenamingTests
{
    [Fact]
    public void What_is_in_the_way_for_a_moment_is_waited_for()
    {
        var tried = 0;

        Renaming.Repeat(() => Refuse(++tried, 3, new UnauthorizedAccessException("a scanner has it open")), 5, TimeSpan.Zero);

        Assert.Equal(3, tried);
    }

    [Fact]
    public void What_does_not_pass_is_thrown_in_the_end()
    {
        var tried = 0;

        Assert.Throws<IOException>(() => Renaming.Repeat(() => Refuse(++tried, 9, new IOException("in use")), 5, TimeSpan.Zero));

        Assert.Equal(5, tried);
    }

    [Fact]
    public void What_is_absent_is_not_waited_for()
    {
        var tried = 0;

        Assert.Throws<FileNotFoundException>(() => Renaming.Repeat(() => Refuse(++tried, 9, new FileNotFoundException()), 5, TimeSpan.Zero));

        Assert.Equal(1, tried);
    }

    private static void Refuse(int attempt, int until, Exception exception)
    {
        if (attempt < until)
        {
            throw exception;
        }
    }
}
