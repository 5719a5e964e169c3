namespace GanLab.Formats;

/// <summary>Makes, replaces and deletes a folder with all its files at once, for instance a checkpoint.</summary>
/// <remarks>
/// Everything is flushed to the disk, files and, except on Windows, folders. A process that is killed may leave temporary folders, see
/// <see cref="Leftovers"/>.
/// </remarks>
public static class AtomicFolder
{
    /// <summary>Creates <paramref name="path"/> with the files that <paramref name="fill"/> puts into the folder it is given.</summary>
    /// <param name="path">Must not exist yet; its parent must.</param>
    /// <param name="fill">Gets the path of a temporary folder beside the target. If it throws, that folder is removed.</param>
    /// <exception cref="IOException"><paramref name="path"/> exists already (nothing is replaced), or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The parent folder may not be written to.</exception>
    public static void Create(string path, Action<string> fill)
    {
        RefuseExisting(path);
        Fill(path, fill, temporary =>
        {
            RefuseExisting(path);
            Renaming.Folder(temporary, path);
        });
    }

    /// <summary>The same, but takes the place of a folder that may be there.</summary>
    /// <remarks>
    /// On Linux the two change places in one instant. Elsewhere a process that is killed between two renames leaves the old
    /// folder under a temporary name, and <see cref="Leftovers.Clear"/> brings it back.
    /// </remarks>
    /// <param name="path">A folder or nothing; its parent must exist.</param>
    /// <param name="fill">Gets the path of a temporary folder beside the target. If it throws, that folder is removed and the
    /// old one is untouched.</param>
    /// <exception cref="IOException">The disk is full or cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The parent folder may not be written to.</exception>
    public static void Replace(string path, Action<string> fill) => Fill(path, fill, temporary =>
    {
        if (!Directory.Exists(path))
        {
            Renaming.Folder(temporary, path);
        }
        else if (PosixFiles.TryExchange(temporary, path))
        {
            PosixFiles.Flush(Path.GetDirectoryName(temporary)!);
            Leftovers.TryDelete(temporary); // the old one now
        }
        else
        {
            ReplaceInTwoSteps(path, temporary);
        }
    });

    /// <summary>Deletes a folder with everything in it, so that it is never seen in part under its name.</summary>
    /// <exception cref="IOException">It cannot be moved or deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise, for want of permission.</exception>
    public static void Delete(string path)
    {
        var temporary = TemporaryName.Beside(path);
        Renaming.Folder(path, temporary);
        Directory.Delete(temporary, recursive: true);
    }

    internal static void ReplaceInTwoSteps(string path, string temporary)
    {
        var old = TemporaryName.OfTheOld(path);
        Renaming.Folder(path, old);
        try
        {
            Renaming.Folder(temporary, path);
        }
        catch
        {
            Renaming.Folder(old, path);
            throw;
        }

        PosixFiles.Flush(Path.GetDirectoryName(temporary)!); // or a power cut could leave neither
        Leftovers.TryDelete(old);
    }

    private static void Fill(string path, Action<string> fill, Action<string> move)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var temporary = TemporaryName.Beside(path);
        RequireParent(temporary, path);
        var complete = false;
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            FlushContent(temporary);
            move(temporary);
            complete = true;
            PosixFiles.Flush(Path.GetDirectoryName(temporary)!);
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

    private static void RefuseExisting(string path)
    {
        if (Path.Exists(path))
        {
            throw new IOException($"'{path}' exists already and is not replaced; choose another name or move it away.");
        }
    }

    private static void RequireParent(string temporary, string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(temporary)))
        {
            throw new DirectoryNotFoundException($"The folder of '{path}' does not exist; create it first.");
        }
    }

    // The rename must not become durable before the content does.
    private static void FlushContent(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }

        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
        {
            PosixFiles.Flush(inner);
        }

        PosixFiles.Flush(folder);
    }
}
