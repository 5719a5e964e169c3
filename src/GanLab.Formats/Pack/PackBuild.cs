using System.Security.Cryptography;

namespace GanLab.Formats.Pack;

/// <summary>A pack being written, which can be interrupted at any moment, also by kill -9 or a power cut, and continued.</summary>
/// <remarks>
/// The pictures go to a sibling called NAME.partial and what is known to be in it to NAME.journal; NAME.lock is held, so that
/// a second process is refused. Once complete the partial is renamed and the journal removed. An interrupted pack that is
/// continued gives the same bytes as one that was not interrupted.
/// </remarks>
public sealed class PackBuild : IDisposable
{
    private readonly string path;
    private readonly int stride;
    private readonly FileStream held;
    private readonly PackJournal journal;
    private readonly FileStream pictures;

    private PackBuild(string path, int stride, FileStream held, PackJournal journal, FileStream pictures) =>
        (this.path, this.stride, this.held, this.journal, this.pictures) = (path, stride, held, journal, pictures);

    /// <summary>How many sources are behind, packed or left out: the index of the first that is still to come.</summary>
    public int Sources => journal.Sources;

    /// <summary>How many sources were packed.</summary>
    public int Count => journal.Sources - journal.LeftOut.Count;

    /// <summary>The sources that were left out and why, in order.</summary>
    public IReadOnlyList<KeyValuePair<int, string>> LeftOut => journal.LeftOut;

    /// <summary>Begins a pack, or goes on with the one that was begun at this path.</summary>
    /// <param name="path">Where the pack will be; nothing may be there yet.</param>
    /// <param name="stride">Bytes of a picture.</param>
    /// <param name="plan">SHA-256 of all that decides the content: the sources, their order and how they are treated.</param>
    /// <exception cref="MalformedFileException">A pack was begun here with another plan; the message says what to do.</exception>
    /// <exception cref="FileInUseException">Another process is writing it.</exception>
    /// <exception cref="IOException">It cannot be written, or a file is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static PackBuild Open(string path, int stride, string plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        var held = ExclusiveFile.TryOpen(path + ".lock", isTemporary: true)
            ?? throw new FileInUseException($"'{path}' is being packed by another process; wait until that has ended.");
        try
        {
            return Open(path, stride, plan, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static PackBuild Open(string path, int stride, string plan, FileStream held)
    {
        // Another process may have completed it since the caller looked.
        if (Path.Exists(path))
        {
            throw new IOException($"'{path}' is there already and is not replaced.");
        }

        var journal = PackJournal.Open(path + ".journal", plan, path + ".partial");
        try
        {
            var pictures = new FileStream(path + ".partial", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            try
            {
                journal.KeepWhatIsThere(pictures, stride);
                pictures.SetLength(PackFormat.DataStart + ((journal.Sources - journal.LeftOut.Count) * (long)stride));
                pictures.Position = 0;
                pictures.Write(new byte[PackFormat.DataStart]); // no journal speaks of these bytes
                pictures.Seek(0, SeekOrigin.End);
                return new PackBuild(path, stride, held, journal, pictures);
            }
            catch
            {
                pictures.Dispose();
                throw;
            }
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Adds the next sources; when this returns they are on the disk and will not be asked for again.</summary>
    /// <param name="sources">Of each the picture, <c>stride</c> bytes, or the reason for which it is left out.</param>
    /// <exception cref="IOException">The disk is full or cannot be written; what was added before is kept.</exception>
    public void Append(IReadOnlyList<(byte[]? Picture, string? Reason)> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        using var hash = PackJournal.NewHash();
        foreach (var picture in sources.Select(source => source.Picture).OfType<byte[]>())
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Length, stride, nameof(sources));
            pictures.Write(picture);
            hash.AppendData(picture);
        }

        pictures.Flush(flushToDisk: true);
        journal.Add(sources, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>[Count, 32]: SHA-256 of each picture added.</summary>
    public byte[] PictureHashes()
    {
        pictures.Flush();
        pictures.Position = PackFormat.DataStart;
        var (hashes, picture) = (new byte[checked(Count * PackFormat.HashLength)], new byte[stride]);
        for (var i = 0; i < Count; i++)
        {
            pictures.ReadExactly(picture);
            SHA256.HashData(picture, hashes.AsSpan(i * PackFormat.HashLength));
        }

        return hashes;
    }

    /// <summary>Writes the rest and puts the pack in its place.</summary>
    /// <param name="header">Its count and picture size must be those of what was added.</param>
    /// <param name="labels">Of each picture packed.</param>
    /// <param name="names">Of each picture packed, "" where there is none.</param>
    /// <exception cref="IOException">The disk is full or cannot be written; what was added is kept.</exception>
    public void Complete(PackHeader header, IReadOnlyList<int> labels, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(names);
        if (header.Count != Count || header.Stride != stride || labels.Count != Count || names.Count != Count)
        {
            throw new ArgumentException($"{Count} pictures of {stride} bytes were added; header, labels and names must be of as many.");
        }

        PackWriter.Complete(pictures, header, labels, names);
        pictures.Dispose();
        AtomicFile.Place(path + ".partial", path, overwrite: false);
        journal.Remove();
    }

    /// <summary>Gives the pack up and removes what was written.</summary>
    public void Discard()
    {
        pictures.Dispose();
        File.Delete(path + ".partial");
        journal.Remove();
    }

    /// <summary>Closes the files; an unfinished pack can be continued.</summary>
    public void Dispose()
    {
        pictures.Dispose();
        journal.Dispose();
        held.Dispose();
    }
}
