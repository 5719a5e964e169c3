using System.IO.Compression;

namespace GanLab.Formats.Tar;

/// <summary>Takes the members that are expected out of a .tar.gz archive, and nothing else.</summary>
/// <remarks>
/// A member is written only if its last name is one of those expected, as a plain file of that name directly in the target
/// folder: no path in the archive is ever followed, so none can escape, and links, devices and folders are passed over.
/// What may be unpacked is capped before it is: each member by the size expected of it, all that is passed over together.
/// </remarks>
public static class TarExtraction
{
    private const long MostPassedOver = 64 << 20;
    private const string GetItAgain = "get the archive again";

    /// <summary>Writes the expected members into <paramref name="folder"/>, each whole or not at all.</summary>
    /// <param name="archive">A .tar.gz file.</param>
    /// <param name="expected">The names of the members without folders, and the most bytes that each may have.</param>
    /// <param name="folder">Where they go; it must exist.</param>
    /// <exception cref="MalformedFileException">The archive is cut, damaged, hostile, or lacks a member.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Extract(string archive, IReadOnlyDictionary<string, long> expected, string folder)
    {
        ArgumentNullException.ThrowIfNull(expected);
        using var file = OrdinaryFile.OpenRead(archive);
        using var content = new GZipStream(file, CompressionMode.Decompress);
        try
        {
            Extract(content, archive, expected, folder);
        }
        catch (InvalidDataException cause)
        {
            throw MalformedFileException.Because(archive, "the compressed data is damaged", GetItAgain, cause: cause);
        }
    }

    private static void Extract(Stream content, string archive, IReadOnlyDictionary<string, long> expected, string folder)
    {
        var missing = expected.Keys.ToHashSet(StringComparer.Ordinal);
        var (offset, passedOver) = (0L, 0L);
        while (missing.Count > 0 && TarHeader.Read(content, archive, offset) is { } header)
        {
            var name = header.Name[(header.Name.LastIndexOf('/') + 1)..];
            var isWanted = header.IsFile && missing.Contains(name);
            Check(archive, header, offset, isWanted ? expected[name] : MostPassedOver - passedOver);
            offset += TarHeader.Length;
            if (isWanted)
            {
                AtomicFile.Write(Path.Combine(folder, name), target => Copy(content, archive, offset, header.Size, target));
                missing.Remove(name);
            }
            else
            {
                Copy(content, archive, offset, header.Size, Stream.Null);
                passedOver += header.Size + TarHeader.Length;
            }

            Copy(content, archive, offset + header.Size, header.Padding, Stream.Null);
            offset += header.Size + header.Padding;
        }

        if (missing.Count > 0)
        {
            throw MalformedFileException.Because(
                archive, $"the archive lacks {string.Join(", ", missing.Order(StringComparer.Ordinal))}", GetItAgain);
        }
    }

    private static void Check(string archive, TarHeader header, long offset, long most)
    {
        if (header.Size > most)
        {
            throw MalformedFileException.TooLarge(archive, $"the size of the member '{header.Name}'", header.Size, most, offset);
        }
    }

    private static void Copy(Stream source, string archive, long offset, long count, Stream target)
    {
        var buffer = new byte[Math.Min(count, 1 << 16)];
        for (var left = count; left > 0;)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                throw MalformedFileException.Truncated(archive, offset + count - left, "a member of the archive (after decompression)");
            }

            target.Write(buffer, 0, read);
            left -= read;
        }
    }
}
