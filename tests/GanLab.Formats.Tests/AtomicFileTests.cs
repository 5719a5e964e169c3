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
    public void A_missing_folder_is_reported_by_the_system() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteAllText(folder.In("no/such/a.txt"), "x"));
}
