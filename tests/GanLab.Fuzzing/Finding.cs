namespace GanLab.Fuzzing;

/// <summary>A file that a reader did not stand.</summary>
/// <param name="Family">The reader.</param>
/// <param name="Input">The number of the copy, or -1 for a seed.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="File">The file, made as small as it can be.</param>
internal sealed record Finding(string Family, long Input, string Fault, byte[] File)
{
    /// <summary>Keeps the file in a folder and returns its path.</summary>
    internal string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Family}-{Input}");
        System.IO.File.WriteAllBytes(path, File);
        return path;
    }
}
