using GanLab.Configuration;

namespace GanLab.Cli.Sampling;

/// <summary>Where samples go: a picture of all, a folder with a picture of each, or a file of arrays.</summary>
/// <param name="path">As it was given.</param>
internal abstract class SampleOutput(string path)
{
    /// <summary>The path as it was given.</summary>
    protected string Target { get; } = path;

    /// <summary>The folder that must be there.</summary>
    protected virtual string Folder => Path.GetDirectoryName(Path.GetFullPath(Target))!;

    /// <summary>What <paramref name="path"/> asks for.</summary>
    /// <param name="path">"grid.png", "samples.npz" or "folder/"; whatever ends otherwise and has no extension is a folder too.</param>
    /// <exception cref="ConfigException">It ends in what no samples are written as, or is empty.</exception>
    internal static SampleOutput At(string path)
    {
        if (path.Length == 0)
        {
            throw new ConfigException("--out is empty; give a file such as samples.png or samples.npz, or a folder such as samples/.");
        }

        var extension = Path.GetExtension(path);
        return Path.EndsInDirectorySeparator(path) || Directory.Exists(path) || extension.Length == 0 ? new FolderOutput(path)
            : extension.Equals(".png", StringComparison.OrdinalIgnoreCase) ? new GridOutput(path)
            : extension.Equals(".npz", StringComparison.OrdinalIgnoreCase) ? new ArrayOutput(path)
            : throw new ConfigException(
                $"--out '{path}': samples are written as PNG or as arrays. Let the name end in .png, in .npz, or in / for a folder.");
    }

    /// <summary>Draws and writes; returns the path to show.</summary>
    /// <exception cref="ConfigException">There are too many samples for one picture.</exception>
    /// <exception cref="IOException">The folder cannot be made or written to, and nothing has been drawn; or a file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Was asked to stop; of a folder the files written so far stay.</exception>
    internal string Write(SampleSeries samples)
    {
        Check(samples);
        try
        {
            RequireWritable();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out '{Target}': the folder '{Folder}' cannot be made or written to ({exception.Message.TrimEnd('.')})", exception.HResult);
        }

        Draw(samples);
        return Target;
    }

    /// <summary>What there is after a stop.</summary>
    internal virtual string Left(SampleSeries samples) => $"Nothing was written to '{Target}'.";

    /// <summary>Refuses what cannot be written so, before anything is drawn.</summary>
    protected virtual void Check(SampleSeries samples)
    {
    }

    /// <summary>Draws and writes.</summary>
    protected abstract void Draw(SampleSeries samples);

    // Drawing may take long.
    private void RequireWritable()
    {
        Directory.CreateDirectory(Folder);
        using var probe = new FileStream(
            Path.Combine(Folder, $".{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }
}
