namespace GanLab.Formats;

/// <summary>Temporary files and folders that a killed process left behind.</summary>
public static class Leftovers
{
    /// <summary>Deletes what <see cref="AtomicFile"/> and <see cref="AtomicFolder"/> left unfinished in a folder.</summary>
    /// <remarks>
    /// Only names that those two make are touched, and not those in folders below. Nobody else may be writing to the folder. An
    /// old folder whose replacement never came is put back under its name. What cannot be deleted stays.
    /// </remarks>
    /// <param name="folder">Need not exist.</param>
    /// <returns>How many were deleted or put back.</returns>
    public static int Clear(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var count = 0;
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).ToArray())
        {
            if (TemporaryName.Meaning(path) is not { } meaning)
            {
                continue;
            }

            count++;
            if (meaning.IsOld && !Path.Exists(meaning.Path))
            {
                Directory.Move(path, meaning.Path);
            }
            else
            {
                TryDelete(path);
            }
        }

        return count;
    }

    /// <summary>Deletes a file or folder; where that fails it stays for <see cref="Clear"/>.</summary>
    internal static void TryDelete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
