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
    public void A_temporary_one_is_gone_once_it_is_released_also_if_it_was_left_behind()
    {
        folder.Write("lock", "left by a killed process");

        using (var held = ExclusiveFile.TryOpen(folder.In("lock"), isTemporary: true))
        {
            Assert.NotNull(held);
            Assert.Null(ExclusiveFile.TryOpen(folder.In("lock"), isTemporary: true));
        }

        Assert.Empty(folder.Names());
    }

    [Fact]
    public void No_two_hold_a_temporary_one_at_once_however_often_it_is_deleted()
    {
        var (holders, most) = (0, 0);
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                using var held = ExclusiveFile.TryOpen(folder.In("lock"), isTemporary: true);
                if (held is not null)
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref holders));
                    Interlocked.Decrement(ref holders);
                }
            }
        })).ToArray();

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(1, most);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public void Any_other_trouble_is_not_taken_for_being_held()
    {
        Assert.Throws<DirectoryNotFoundException>(() => ExclusiveFile.TryOpen(folder.In("no", "lock")));
        Assert.ThrowsAny<UnauthorizedAccessException>(() => ExclusiveFile.TryOpen(folder.Path));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
