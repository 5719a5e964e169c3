using System.Buffers.Binary;

namespace GanLab.Formats.TorchArchive;

/// <summary>Reads uncompressed zip files, the only kind torch.save writes, so that no entry can be larger than the file.</summary>
/// <remarks>Entries may not overlap: otherwise many of them could share the same bytes and add up to more than the file.</remarks>
internal sealed class StoredZipReader
{
    private readonly SourceFile file;
    private readonly OrderedDictionary<string, ZipEntry> entries = new(StringComparer.Ordinal);

    public StoredZipReader(SourceFile file)
    {
        this.file = file;
        var (offset, size, count) = ZipDirectory.Find(file);
        ReadDirectory(offset, size, count);
        RefuseOverlaps(offset);
    }

    public IEnumerable<ZipEntry> Entries => entries.Values;

    public ZipEntry? Find(string name) => entries.TryGetValue(name, out var entry) ? entry : null;

    public byte[] Read(ZipEntry entry)
    {
        if (!entry.IsPlain)
        {
            throw MalformedFileException.Unsupported(
                file.Path,
                $"the compressed or encrypted entry '{entry.Name}'",
                "save it again with torch.save(obj, path)",
                entry.HeaderOffset);
        }

        file.Seek(entry.DataOffset);
        var content = file.Read(entry.Size, $"the entry '{entry.Name}'");
        var actual = Crc32.Of(content);
        return actual == entry.Checksum
            ? content
            : throw MalformedFileException.Damaged(
                file.Path,
                $"the checksum of '{entry.Name}' is {actual:X8}, not {entry.Checksum:X8} as declared",
                entry.DataOffset);
    }

    private void ReadDirectory(long offset, long size, long count)
    {
        file.Seek(offset);
        var directory = file.Read(size, "the directory of the archive");
        var at = 0;
        while (at < directory.Length)
        {
            var (entry, length) = ReadEntry(directory.AsSpan(at), offset + at);
            if (!entries.TryAdd(entry.Name, entry))
            {
                throw MalformedFileException.Damaged(file.Path, $"two entries are called '{entry.Name}'", offset + at);
            }

            at += length;
        }

        if (entries.Count != count)
        {
            throw MalformedFileException.Damaged(
                file.Path, $"{count} entries are declared but the directory has {entries.Count}", offset);
        }
    }

    private (ZipEntry Entry, int Length) ReadEntry(ReadOnlySpan<byte> record, long offset)
    {
        if (record.Length < ZipRecord.CentralLength
            || BinaryPrimitives.ReadUInt32LittleEndian(record) != ZipRecord.CentralSignature)
        {
            throw MalformedFileException.Damaged(file.Path, "there is no entry of the directory", offset);
        }

        var flags = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(record[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(record[30..]);
        var length = ZipRecord.CentralLength + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
        if (length > record.Length)
        {
            throw MalformedFileException.Damaged(file.Path, "an entry of the directory runs over its end", offset);
        }

        var name = ZipDirectory.Name(record.Slice(ZipRecord.CentralLength, nameLength), file.Path, offset);
        if (ZipDirectory.LeavesItsFolder(name))
        {
            throw MalformedFileException.Damaged(
                file.Path, $"the entry '{name}' would lie outside the archive's own folder when unpacked", offset);
        }

        var isPlain = method == ZipRecord.Stored && (flags & ZipRecord.EncryptedFlag) == 0;
        var extra = record.Slice(ZipRecord.CentralLength + nameLength, extraLength);
        var (compressed, size, header) = ZipDirectory.Sizes(record, extra, file.Path, offset);
        if (isPlain && compressed != size)
        {
            throw MalformedFileException.Damaged(
                file.Path, $"'{name}' is stored but has two sizes, {compressed} and {size}", offset);
        }

        return (new ZipEntry(name, header, DataOffset(name, header, compressed), compressed, checksum, isPlain), length);
    }

    // The local header repeats the name and has extra fields of its own, behind which the data begins.
    private long DataOffset(string name, long header, long size)
    {
        Span<byte> local = stackalloc byte[ZipRecord.LocalLength];
        if (header < 0 || size < 0 || header > file.Length - local.Length)
        {
            throw MalformedFileException.Damaged(file.Path, $"'{name}' is said to begin at byte {header}, outside the file");
        }

        file.Seek(header);
        file.Fill(local, "the header of an entry");
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]);
        var data = header + local.Length + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != ZipRecord.LocalSignature
            || ZipDirectory.Name(file.Read(nameLength, "the name of an entry"), file.Path, header) != name)
        {
            throw MalformedFileException.Damaged(file.Path, $"there is no header of '{name}'", header);
        }

        return size <= file.Length - data
            ? data
            : throw MalformedFileException.Damaged(
                file.Path, $"'{name}' is said to have {size} bytes, more than the file holds", header);
    }

    private void RefuseOverlaps(long directoryOffset)
    {
        var end = 0L;
        foreach (var entry in entries.Values.OrderBy(entry => entry.HeaderOffset))
        {
            if (entry.HeaderOffset < end)
            {
                throw MalformedFileException.Damaged(
                    file.Path, $"'{entry.Name}' overlaps another entry", entry.HeaderOffset);
            }

            end = entry.DataOffset + entry.Size;
        }

        if (end > directoryOffset)
        {
            throw MalformedFileException.Damaged(
                file.Path, "an entry overlaps the directory of the archive", directoryOffset);
        }
    }
}
