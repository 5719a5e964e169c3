namespace GanLab.Formats.Tests;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_folder_appears_with_its_files_only_when_all_are_there()
    {
        var path = folder.In("000200");
        var early = true;

        AtomicFolder.Create(path, temporary =>
        {
            Directory.CreateDirectory(Path.Combine(temporary, "deep"));
            File.WriteAllText(Path.Combine(temporary, "deep", "a.txt"), "a");
            early = Directory.Exists(path);
        });

        Assert.False(early);
        Assert.Equal("a", File.ReadAllText(Path.Combine(path, "deep", "a.txt")));
        Assert.Equal(["000200"], folder.Names());
    }

    [Fact]
    public void A_failure_while_filling_leaves_nothing()
    {
        Assert.Throws<InvalidOperationException>(() => AtomicFolder.Create(folder.In("x"), temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "a.txt"), "a");
            throw new InvalidOperationException();
        }));

        Assert.Empty(folder.Names());
    }

    [Fact]
    public void A_folder_that_is_there_already_is_named_and_kept()
    {
        var path = Directory.CreateDirectory(folder.In("x")).FullName;
        File.WriteAllText(Path.Combine(path, "old.txt"), "old");
        var filled = false;

        var error = Assert.Throws<IOException>(() => AtomicFolder.Create(path, _ => filled = true));

        Assert.Contains(path, error.Message);
        Assert.False(filled);
        Assert.Equal("old", File.ReadAllText(Path.Combine(path, "old.txt")));
        Assert.Equal(["x"], folder.Names());
    }

    [Fact]
    public void A_missing_parent_is_named() =>
        Assert.Contains("no/x", Assert.Throws<DirectoryNotFoundException>(
            () => AtomicFolder.Create(folder.In("no/x"), _ => { })).Message);
}
