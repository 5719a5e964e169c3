using GanLab.Formats;
using GanLab.Formats.Tar;

namespace GanLab.Data.Downloading;

/// <summary>A set that can be had over the network.</summary>
internal sealed record DatasetDownload
{
    /// <summary>In the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>What to get.</summary>
    public required IReadOnlyList<DownloadItem> Items { get; init; }

    /// <summary>What is taken out of each item, which is then a .tar.gz archive, and the most bytes of each; empty where the items are the files.</summary>
    public IReadOnlyDictionary<string, long> Members { get; init; } = new Dictionary<string, long>();

    /// <summary>Bytes over the network.</summary>
    public long Length => Items.Sum(item => item.Length);

    /// <summary>The files that are there at the end.</summary>
    public IReadOnlyList<string> Files => Members.Count > 0 ? [.. Members.Keys] : [.. Items.Select(item => item.Name)];

    /// <summary>Whether all of them are in <paramref name="folder"/>.</summary>
    public bool IsIn(string folder) => Files.All(name => File.Exists(Path.Combine(folder, name)));

    /// <summary>Puts the files that are not there yet into <paramref name="folder"/>, each whole or not at all.</summary>
    /// <exception cref="DatasetUnavailableException">No address gave a file, or the folder cannot be written to.</exception>
    /// <exception cref="MalformedFileException">An archive lacks what should be in it.</exception>
    public void Fill(string folder, FileDownload download, IProgress<double>? progress = null)
    {
        if (IsIn(folder))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
            var before = 0L;
            foreach (var item in Items)
            {
                var failures = download.Get(item, folder, progress is null ? null : new Part(progress, before, Length));
                if (failures.Count > 0)
                {
                    throw Unavailable(folder, failures);
                }

                before += item.Length;
                Unpack(item, folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetUnavailableException(
                $"{Name} cannot be kept in '{folder}' ({exception.Message.TrimEnd('.')}); name another folder with {CacheFolder.Variable}, "
                + "or train with --dataset glyphs, which needs no download.",
                exception);
        }
    }

    private void Unpack(DownloadItem item, string folder)
    {
        if (Members.Count > 0)
        {
            var archive = Path.Combine(folder, item.Name);
            TarExtraction.Extract(archive, Members, folder);
            File.Delete(archive);
        }
    }

    private DatasetUnavailableException Unavailable(string folder, IReadOnlyList<string> failures) => new(string.Join(
        Environment.NewLine,
        [
            $"{Name} could not be downloaded:",
            .. failures.Select(failure => $"  {failure}"),
            $"What has arrived is kept, and continued the next time. Or put {string.Join(", ", Items.Select(item => item.Name))} into '{folder}' yourself,",
            "or give the folder of the files with --data DIR, or train with --dataset glyphs, which needs no download.",
        ]));

    private sealed class Part(IProgress<double> all, long before, long length) : IProgress<long>
    {
        public void Report(long value) => all.Report((before + value) / (double)length);
    }
}
