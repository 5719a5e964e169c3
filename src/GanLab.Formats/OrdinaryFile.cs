namespace GanLab.Formats;

/// <summary>Opens files that somebody else may have put there: no pipe is waited for, no device is read for ever.</summary>
public static class OrdinaryFile
{
    /// <summary>Opens a file with something in it for reading; links are followed.</summary>
    /// <exception cref="MalformedFileException">It is a folder, empty, a pipe or a device.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        Refuse(path);
        // On Windows a reader who forbade it would make a running training fail to append to the file or to replace it.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        throw NothingInIt(path);
    }

    /// <summary>Reads a whole file that should be small.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Bytes it may have; one with more is refused before memory is taken for it.</param>
    /// <inheritdoc cref="OpenRead" path="/exception"/>
    public static byte[] ReadAllBytes(string path, long limit)
    {
        using var stream = OpenRead(path);
        var file = new SourceFile(stream, path);
        return file.Length <= limit
            ? file.Read(file.Length, "what was there when it was opened")
            : throw MalformedFileException.TooLarge(path, "the size of the file in bytes", file.Length, limit);
    }

    // To open a pipe would be to wait for its writer. Pipes, devices and sockets have the size 0, and so has nothing that
    // any reader here could use; that tells them without asking the system in its own language.
    private static void Refuse(string path)
    {
        if (Directory.Exists(path))
        {
            throw MalformedFileException.Because(path, "this is a folder", "give a file");
        }

        var target = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo end ? end : new FileInfo(path);
        if (target is { Exists: true, Length: 0 })
        {
            throw NothingInIt(path);
        }
    }

    private static MalformedFileException NothingInIt(string path) => MalformedFileException.Because(
        path, "the file is empty, or it is a pipe or a device", "give an ordinary file with something in it");
}
