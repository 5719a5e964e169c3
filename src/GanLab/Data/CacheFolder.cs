namespace GanLab.Data;

/// <summary>Where downloaded sets are kept: $GANLAB_CACHE, or the place that the system gives to caches.</summary>
public static class CacheFolder
{
    /// <summary>The variable of the environment that names the folder.</summary>
    public const string Variable = "GANLAB_CACHE";

    /// <summary>The folder's path; it need not exist yet.</summary>
    public static string Path => Locate(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"));

    internal static string Locate(Func<string, string?> variable, string usual)
    {
        if (variable(Variable) is { Length: > 0 } own)
        {
            return System.IO.Path.GetFullPath(own);
        }

        // The XDG base directory specification says to ignore a path that is not absolute.
        var caches = variable("XDG_CACHE_HOME") is { } xdg && System.IO.Path.IsPathFullyQualified(xdg) ? xdg : usual;
        return System.IO.Path.Combine(caches, "ganlab");
    }
}
