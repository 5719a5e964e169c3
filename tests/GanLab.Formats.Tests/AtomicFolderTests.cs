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
    public void A_folder_is_replaced_only_when_the_new_one_is_complete()
    {
        var file = folder.Write("x/a.txt", "old");
        var seen = "";

        AtomicFolder.Replace(folder.In("x"), temporary =>
        {
            File.WriteAllText(Path.Combine(temporary, "b.txt"), "new");
            seen = File.ReadAllText(file);
        });

        Assert.Equal("old", seen);
        Assert.Equal(["b.txt"], Directory.EnumerateFiles(folder.In("x")).Select(Path.GetFileName));
        Assert.Equal(["x"], folder.Names());
    }

    [Fact]
    public void Replacing_nothing_creates()
    {
        AtomicFolder.Replace(folder.In("x"), temporary => File.WriteAllText(Path.Combine(temporary, "b.txt"), "new"));

        Assert.Equal("new", File.ReadAllText(folder.In("x", "b.txt")));
    }

    [Fact]
    public void A_replacement_that_fails_leaves_the_old_folder()
    {
        var file = folder.Write("x/a.txt", "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFolder.Replace(folder.In("x"), _ => throw new InvalidOperationException()));

        Assert.Equal("old", File.ReadAllText(file));
        Assert.Equal(["x"], folder.Names());
    }

    [Fact]
    public void Where_two_folders_cannot_change_places_it_takes_two_steps()
    {
        folder.Write("x/a.txt", "old");
        folder.Write("new/a.txt", "new");

        AtomicFolder.ReplaceInTwoSteps(folder.In("x"), folder.In("new"));

        Assert.Equal(["x"], folder.Names());
        Assert.Equal("new", File.ReadAllText(folder.In("x", "a.txt")));
    }

    [Fact]
    public void If_the_second_step_fails_the_old_folder_is_back()
    {
        folder.Write("x/a.txt", "old");

        Assert.ThrowsAny<IOException>(() => AtomicFolder.ReplaceInTwoSteps(folder.In("x"), folder.In("absent")));

        Assert.Equal(["x"], folder.Names());
        Assert.Equal("old", File.ReadAllText(folder.In("x", "a.txt")));
    }

    [SkippableFact]
    public void On_Linux_two_folders_change_places_at_once()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs Linux");
        folder.Write("one/a.txt", "one");
        folder.Write("two/a.txt", "two");

        Assert.True(PosixFiles.TryExchange(folder.In("one"), folder.In("two")));

        Assert.Equal("two", File.ReadAllText(folder.In("one", "a.txt")));
        Assert.Equal("one", File.ReadAllText(folder.In("two", "a.txt")));
        Assert.False(PosixFiles.TryExchange(folder.In("one"), folder.In("absent")));
    }

    [Fact]
    public void A_deleted_folder_is_gone_with_all_that_is_in_it()
    {
        folder.Write("x/deep/a.txt", "a");

        AtomicFolder.Delete(folder.In("x"));

        Assert.Empty(folder.Names());
        Assert.ThrowsAny<IOException>(() => AtomicFolder.Delete(folder.In("x")));
    }

    [Fact]
    public void An_error_speaks_of_the_folder_that_was_asked_for()
    {
        var error = Assert.ThrowsAny<IOException>(() => AtomicFolder.Create(
            folder.In("x"), temporary => AtomicFile.WriteAllText(Path.Combine(temporary, "no", "a.txt"), "a")));

        Assert.Contains(folder.In("x", "no", "a.txt"), error.Message);
        Assert.DoesNotContain(".tmp", error.Message);
    }

    [Fact]
    public void A_missing_parent_is_named() =>
        Assert.Contains("no/x", Assert.Throws<DirectoryNotFoundException>(
            () => AtomicFolder.Create(folder.In("no/x"), _ => { })).Message);
}
