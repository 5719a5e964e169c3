namespace GanLab.Tests.Data;

/// <summary>Genuine data sets, where a machine has them beside its checkout; never part of the project.</summary>
internal static class RealData
{
    /// <summary>The folder ../shared/data/<paramref name="name"/> beside the repository, or null.</summary>
    public static string? Find(string name)
    {
        var data = Repository.PathOf("..", "shared", "data", name);
        return Directory.Exists(data) ? Path.GetFullPath(data) : null;
    }

    /// <summary>As <see cref="Find"/>, or skips the test.</summary>
    public static string Require(string name)
    {
        var folder = Find(name);
        Skip.If(folder is null, $"needs the real {name} in ../shared/data/{name} beside the repository");
        return folder!;
    }
}
