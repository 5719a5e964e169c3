using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_written_replaces_the_old_file_and_leaves_nothing_else()
    {
        var path = folder.Write("a.txt", [1, 2, 3]);

        AtomicFile.WriteAllText(path, "é");

        Assert.Equal([0xC3, 0xA9], File.ReadAllBytes(path));
        Assert.Equal(["a.txt"], folder.Names());
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_no_temporary()
    {
        var path = folder.Write("a.bin", [1, 2, 3]);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(9);
            throw new InvalidOperationException();
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["a.bin"], folder.Names());
    }

    [Fact]
    public void The_old_file_is_whole_until_the_new_one_is()
    {
        var path = folder.Write("a.bin", [1, 2, 3]);
        byte[] seen = [];

        AtomicFile.Write(path, stream =>
        {
            stream.Write(Some.Bytes(100_000));
            seen = File.ReadAllBytes(path);
        });

        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(100_000, new FileInfo(path).Length);
    }

    [Fact]
    public void A_target_that_is_a_folder_stays_and_the_temporary_goes()
    {
        Directory.CreateDirectory(folder.In("sub"));

        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteAllText(folder.In("sub"), "x"));

        Assert.Equal(["sub"], folder.Names());
    }

    [Fact]
    public void A_missing_folder_is_reported_under_the_name_that_was_asked_for()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteAllText(folder.In("no/such/a.txt"), "x"));

        Assert.Contains(folder.In("no/such/a.txt"), error.Message);
        Assert.DoesNotContain(".tmp", error.Message);
    }

    [Fact]
    public void A_disk_that_is_full_is_reported_with_its_code_under_the_name_that_was_asked_for()
    {
        var path = folder.Write("a.txt", "old");
        const int DiskFull = 28; // ENOSPC

        var error = Assert.Throws<IOException>(() => AtomicFile.Write(
            path, stream => throw new IOException($"No space left on device : '{((FileStream)stream).Name}'", DiskFull)));

        Assert.Equal(($"No space left on device : '{path}'", DiskFull), (error.Message, error.HResult));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a.txt"], folder.Names());
    }

    [Fact]
    public void The_folder_of_a_file_can_be_flushed_and_one_that_is_absent_is_no_error()
    {
        PosixFiles.Flush(folder.Path);
        PosixFiles.Flush(folder.In("absent"));
    }
}
