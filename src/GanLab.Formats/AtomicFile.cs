using System.Text;

namespace GanLab.Formats;

/// <summary>Writes a file so that its path holds either the whole old content or the whole new one, never a part.</summary>
/// <remarks>
/// The content goes to a temporary file beside the target, is flushed to the disk and renamed over it, and the folder is
/// flushed too: on Linux a power cut does not undo it once the call returns. On macOS the drive may still hold the rename in
/// its own memory, and on Windows nothing flushes a folder: there a power cut may bring the old content back, whole. A process
/// that is killed may leave the temporary file, see <see cref="Leftovers"/>.
/// </remarks>
public static class AtomicFile
{
    /// <summary>Replaces the file at <paramref name="path"/> by what <paramref name="write"/> writes.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="write">Gets a seekable stream that it must not dispose. If it throws, the old file is untouched and the
    /// temporary is gone.</param>
    /// <param name="durable">Whether to wait for the disk. Without it, for files that can be made again, a power cut may leave an empty one.</param>
    /// <exception cref="IOException">The disk is full or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write, bool durable = true)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = TemporaryName.Beside(path);
        var complete = false;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: durable);
            }

            Renaming.File(temporary, path, overwrite: true);
            complete = true;
            if (durable)
            {
                PosixFiles.Flush(Path.GetDirectoryName(temporary)!);
            }
        }
        catch (Exception exception) when (TemporaryName.Translate(exception, temporary, path) is { } clear)
        {
            throw clear;
        }
        finally
        {
            if (!complete)
            {
                Leftovers.TryDelete(temporary);
            }
        }
    }

    /// <summary>Gives a file that is whole, flushed and closed its name in the same folder, for good also through a power cut.</summary>
    /// <param name="finished">The file under the name that it was written under.</param>
    /// <param name="path">Its name from now on.</param>
    /// <param name="overwrite">Whether a file there is replaced; else it is an error.</param>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise, for want of permission.</exception>
    public static void Place(string finished, string path, bool overwrite)
    {
        Renaming.File(finished, path, overwrite);
        PosixFiles.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Replaces the file at <paramref name="path"/> by <paramref name="text"/> in UTF-8 without a byte order mark.</summary>
    /// <exception cref="IOException">The disk is full or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void WriteAllText(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
