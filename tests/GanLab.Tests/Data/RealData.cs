namespace GanLab.Tests.Data;

/// <summary>Genuine data sets, where a machine has them beside its checkout; never part of the project.</summary>
internal static class RealData
{
    /// <summary>The folder ../shared/data/<paramref name="name"/> beside the repository, or null.</summary>
    public static string? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GanLab.sln")))
            {
                var data = Path.Combine(folder.FullName, "..", "shared", "data", name);
                return Directory.Exists(data) ? Path.GetFullPath(data) : null;
            }
        }

        return null;
    }

    /// <summary>As <see cref="Find"/>, or skips the test.</summary>
    public static string Require(string name)
    {
        var folder = Find(name);
        Skip.If(folder is null, $"needs the real {name} in ../shared/data/{name} beside the repository");
        return folder!;
    }
}
