namespace GanLab.Fuzzing;

/// <summary>Files that are written again and again, in memory where the system has a folder there; gone with the process.</summary>
internal sealed class Scratch : IDisposable
{
    private const string InMemory = "/dev/shm";

    private readonly Lazy<string> root = new(() => Directory.CreateDirectory(Path.Combine(Place, $"ganlab-fuzzing-{Guid.NewGuid():N}")).FullName);

    internal Scratch() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();

    /// <summary>Where scratch files lie.</summary>
    internal static string Place => Directory.Exists(InMemory) ? InMemory : Path.GetTempPath();

    /// <summary>The folder that all is in.</summary>
    internal string Root => root.Value;

    /// <summary>Writes <paramref name="content"/> under <paramref name="name"/> and returns the path.</summary>
    internal string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(root.Value, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A folder in it, made where it is not there yet.</summary>
    internal string Folder(string name) => Directory.CreateDirectory(Path.Combine(root.Value, name)).FullName;

    /// <summary>The names of what lies directly in it.</summary>
    internal IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(root.Value).Select(path => Path.GetFileName(path));

    public void Dispose()
    {
        if (root.IsValueCreated && Directory.Exists(root.Value))
        {
            Directory.Delete(root.Value, recursive: true);
        }
    }
}
