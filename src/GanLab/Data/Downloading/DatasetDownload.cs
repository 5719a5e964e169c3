using System.Security.Cryptography;
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
    /// <remarks>An archive that somebody put there is unpacked if it is the right one, and stays.</remarks>
    /// <exception cref="DatasetUnavailableException">No address gave a file, the folder cannot be written to, or another process is at it.</exception>
    /// <exception cref="MalformedFileException">An archive that was there is another, or one lacks what should be in it.</exception>
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
                var wasThere = File.Exists(Path.Combine(folder, item.Name));
                var failures = download.Get(item, folder, progress is null ? null : new Part(progress, before, Length));
                if (failures.Count > 0)
                {
                    throw Unavailable(folder, failures);
                }

                before += item.Length;
                if (Members.Count > 0)
                {
                    Unpack(item, folder, wasThere);
                }
            }
        }
        catch (FileInUseException exception)
        {
            throw new DatasetUnavailableException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetUnavailableException(
                $"{Name} cannot be kept in '{folder}' ({exception.Message.TrimEnd('.')}); name another folder with {CacheFolder.Variable}, "
                + "or train with --dataset glyphs, which needs no download.",
                exception);
        }
    }

    private void Unpack(DownloadItem item, string folder, bool wasThere)
    {
        var archive = Path.Combine(folder, item.Name);
        if (wasThere)
        {
            Verify(archive, item);
        }

        TarExtraction.Extract(archive, Members, folder);
        if (!wasThere)
        {
            File.Delete(archive);
        }
    }

    private static void Verify(string archive, DownloadItem item)
    {
        using var file = OrdinaryFile.OpenRead(archive);
        var difference = file.Length != item.Length
            ? $"it has {file.Length} bytes, not {item.Length}"
            : Convert.ToHexStringLower(SHA256.HashData(file)) is var hash && hash != item.Sha256
                ? $"its SHA-256 is {hash}, not {item.Sha256}"
                : null;
        if (difference is not null)
        {
            throw MalformedFileException.Because(
                archive, $"this is not the archive that was expected: {difference}", "delete it to have it downloaded, or put the right one there");
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
