using System.Text;
using GanLab.Formats;

namespace GanLab.Runs;

/// <summary>A file of a run to which lines are added, such as metrics.jsonl and log.txt.</summary>
internal static class LineFile
{
    /// <summary>Adds lines: all of the text or, as on a disk that is full, nothing of it.</summary>
    /// <param name="path">The file; it is made where there is none.</param>
    /// <param name="text">Whole lines.</param>
    internal static void Append(string path, string text)
    {
        // To open a pipe for writing alone would be to wait for its reader.
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        if (!stream.CanSeek)
        {
            throw new IOException($"'{path}' is a pipe or a device and no file; move it away.");
        }

        Append(stream, text);
    }

    // Half a line would spoil the one after it.
    internal static void Append(Stream stream, string text)
    {
        var end = stream.Seek(0, SeekOrigin.End);
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch
        {
            stream.SetLength(end);
            throw;
        }
    }

    /// <summary>Every line so far; none where there is no file, or a pipe, which is not waited for.</summary>
    internal static IEnumerable<string> Read(string path)
    {
        // A pipe has no length.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            yield break;
        }

        using var reader = new StreamReader(OrdinaryFile.OpenRead(path));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
