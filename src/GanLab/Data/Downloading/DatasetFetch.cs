using GanLab.Configuration;
using GanLab.Formats;

namespace GanLab.Data.Downloading;

/// <summary>Downloads sets, whole and verified or not at all.</summary>
public static class DatasetFetch
{
    /// <summary>The sets that can be downloaded.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. DownloadCatalog.All.Select(set => set.Name)];

    /// <summary>Downloads what is not there yet and returns the folder.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="folder">Where to; null for the folder in <see cref="CacheFolder"/> where training looks for it.</param>
    /// <param name="progress">Told the part that has arrived, in [0, 1].</param>
    /// <exception cref="ConfigException">It cannot be downloaded; the message says what to do instead.</exception>
    /// <exception cref="DatasetUnavailableException">No address gave it, or the folder does not take it.</exception>
    /// <exception cref="MalformedFileException">The archive is not what it should be.</exception>
    public static string Get(string name, string? folder = null, IProgress<double>? progress = null)
    {
        var set = DownloadCatalog.Find(name);
        folder ??= Path.Combine(CacheFolder.Path, set.Name);
        using var download = new FileDownload();
        set.Fill(folder, download, progress);
        return folder;
    }
}
