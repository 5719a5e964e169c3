namespace GanLab.Formats.Tests;

public sealed class ExclusiveFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_at_a_time_has_it_open()
    {
        var first = ExclusiveFile.TryOpen(folder.In("lock"));

        Assert.NotNull(first);
        Assert.Null(ExclusiveFile.TryOpen(folder.In("lock")));

        first.Dispose();
        using var second = ExclusiveFile.TryOpen(folder.In("lock"));
        Assert.NotNull(second);
    }

    [Fact]
    public void A_file_that_was_left_behind_keeps_nobody_out()
    {
        folder.Write("lock", "left by a killed process");

        using var held = ExclusiveFile.TryOpen(folder.In("lock"));

        Assert.NotNull(held);
    }

    [Fact]
    public void Any_other_trouble_is_not_taken_for_being_held()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ExclusiveFile.TryOpen(folder.In("no", "lock")));
        Assert.ThrowsAny<UnauthorizedAccessException>(() => ExclusiveFile.TryOpen(folder.Path));
    }
}
