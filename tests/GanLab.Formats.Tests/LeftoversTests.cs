namespace GanLab.Formats.Tests;

/// <summary>What a killed process leaves behind.</summary>
public sealed class LeftoversTests : IDisposable
{
    private static readonly string Digits = new('a', 32);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_unfinished_is_deleted_and_everything_else_stays()
    {
        folder.Write($".g.pt.{Digits}.tmp", "unfinished");
        folder.Write($".000600.{Digits}.tmp/state.safetensors", "unfinished");
        string[] others =
        [
            "g.pt", ".hidden", $"g.pt.{Digits}.tmp", $".g.pt.{Digits[1..]}.tmp", $".g.pt.{Digits}.tmpx", ".g.pt.tmp", $"{Digits}.tmp",
            $".g.pt.{Digits.ToUpperInvariant()}.tmp",
        ];
        foreach (var name in others)
        {
            folder.Write(name, "mine");
        }

        Assert.Equal(2, Leftovers.Clear(folder.Path));
        Assert.Equal(others.Order(), folder.Names());
        Assert.Equal(0, Leftovers.Clear(folder.Path));
    }

    [Fact]
    public void Folders_below_are_not_looked_into()
    {
        folder.Write($"sub/.g.pt.{Digits}.tmp", "unfinished");

        Assert.Equal(0, Leftovers.Clear(folder.Path));
        Assert.Equal(0, Leftovers.Clear(folder.In("absent")));
        Assert.True(File.Exists(folder.In($"sub/.g.pt.{Digits}.tmp")));
    }

    [Fact]
    public void An_old_folder_whose_replacement_never_came_is_put_back()
    {
        folder.Write($".000600.{Digits}.old/a.txt", "old");
        folder.Write($".000600.{Digits}.tmp/a.txt", "new");

        Leftovers.Clear(folder.Path);

        Assert.Equal(["000600"], folder.Names());
        Assert.Equal("old", File.ReadAllText(folder.In("000600", "a.txt")));
    }

    [Fact]
    public void An_old_folder_whose_replacement_came_is_deleted()
    {
        folder.Write($".000600.{Digits}.old/a.txt", "old");
        folder.Write("000600/a.txt", "new");

        Leftovers.Clear(folder.Path);

        Assert.Equal(["000600"], folder.Names());
        Assert.Equal("new", File.ReadAllText(folder.In("000600", "a.txt")));
    }

    [Fact]
    public void A_link_among_them_is_deleted_and_not_what_it_leads_to()
    {
        folder.Write("kept/a.txt", "mine");
        Directory.CreateSymbolicLink(folder.In($".x.{Digits}.tmp"), folder.In("kept"));

        Leftovers.Clear(folder.Path);

        Assert.Equal(["kept"], folder.Names());
        Assert.Equal("mine", File.ReadAllText(folder.In("kept", "a.txt")));
    }
}
