using GanLab.Data;

namespace GanLab.Tests.Data;

public class CacheFolderTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "caches"));

    private static string Locate(string? own, string? xdg) =>
        CacheFolder.Locate(name => name == "GANLAB_CACHE" ? own : xdg, Path.Combine(Root, "usual"));

    [Fact]
    public void The_own_variable_comes_first() =>
        Assert.Equal(Path.Combine(Root, "own"), Locate(Path.Combine(Root, "own"), Path.Combine(Root, "xdg")));

    [Fact]
    public void Then_comes_the_place_for_caches_of_the_desktop() =>
        Assert.Equal(Path.Combine(Root, "xdg", "ganlab"), Locate("", Path.Combine(Root, "xdg")));

    [Theory]
    [InlineData(null)]
    [InlineData("not/absolute")]
    public void Otherwise_it_is_the_usual_place(string? xdg) =>
        Assert.Equal(Path.Combine(Root, "usual", "ganlab"), Locate(null, xdg));
}
