namespace GanLab.Fuzzing;

/// <summary>One file that is written again and again, in memory where the system has a folder there.</summary>
internal sealed class Scratch : IDisposable
{
    private const string InMemory = "/dev/shm";

    private readonly string folder;

    internal Scratch() => folder = Directory.CreateDirectory(
        System.IO.Path.Combine(Folder, $"ganlab-fuzzing-{Guid.NewGuid():N}")).FullName;

    /// <summary>Where scratch files lie.</summary>
    internal static string Folder => Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath();

    /// <summary>Writes <paramref name="content"/> under <paramref name="name"/> and returns the path.</summary>
    internal string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = System.IO.Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
