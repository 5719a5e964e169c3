namespace GanLab.Testing;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder with GanLab.sln.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>A file or folder of the checkout.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException($"No GanLab.sln above '{AppContext.BaseDirectory}'.")
        : File.Exists(Path.Combine(folder.FullName, "GanLab.sln")) ? folder.FullName
        : Find(folder.Parent);
}
