namespace GanLab.Formats;

/// <summary>Makes a folder that is there with all its files or not at all, for instance a checkpoint.</summary>
public static class AtomicFolder
{
    /// <summary>Creates <paramref name="path"/> with the files that <paramref name="fill"/> puts into the folder it is given.</summary>
    /// <param name="path">Must not exist yet; its parent must.</param>
    /// <param name="fill">Gets the path of a temporary folder beside the target. If it throws, that folder is removed.</param>
    /// <exception cref="IOException"><paramref name="path"/> exists already (nothing is replaced), or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The parent folder may not be written to.</exception>
    public static void Create(string path, Action<string> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var temporary = TemporaryName.Beside(path);
        RefuseExisting(path);
        RequireParent(temporary, path);
        var complete = false;
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            FlushFiles(temporary);
            RefuseExisting(path);
            Directory.Move(temporary, path);
            complete = true;
        }
        finally
        {
            if (!complete && Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
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
    private static void FlushFiles(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
