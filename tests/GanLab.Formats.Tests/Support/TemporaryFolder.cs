namespace GanLab.Formats.Tests.Support;

/// <summary>A folder of its own for a test, removed with all its files at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("ganlab-formats-").FullName;

    public string File(string name) => Path.Combine(FullName, name);

    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public string[] Names() => [.. Directory.EnumerateFileSystemEntries(FullName).Select(path => Path.GetFileName(path)!).Order()];

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
