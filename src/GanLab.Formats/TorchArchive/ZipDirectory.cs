using System.Buffers.Binary;
using System.Text;

namespace GanLab.Formats.TorchArchive;

/// <summary>Finds and decodes the directory at the end of a zip file, in its 32-bit and 64-bit forms.</summary>
internal static class ZipDirectory
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (long Offset, long Size, long Count) Find(SourceFile file)
    {
        Span<byte> end = stackalloc byte[ZipRecord.EndLength];
        if (file.Length >= end.Length)
        {
            file.Seek(file.Length - end.Length);
            file.Fill(end, "the end of the archive");
        }

        // torch.save writes no comment, so the record is the last thing in the file or the file is not whole.
        if (file.Length < end.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(end) != ZipRecord.EndSignature
            || BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != 0)
        {
            throw MalformedFileException.Truncated(file.Path, file.Length, "the archive: its directory is missing");
        }

        var (offset, size, count, recordOffset) = Find64(file) ?? (
            BinaryPrimitives.ReadUInt32LittleEndian(end[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(end[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(end[10..]),
            file.Length - end.Length);
        if (offset < 0 || size < 0 || offset > recordOffset || size != recordOffset - offset)
        {
            throw MalformedFileException.Damaged(
                file.Path,
                $"the directory is said to be {size} bytes at byte {offset}, but should end at byte {recordOffset}");
        }

        return (offset, size, count);
    }

    public static string Name(ReadOnlySpan<byte> bytes, string path, long offset)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException cause)
        {
            throw MalformedFileException.Damaged(path, "the name of an entry is no UTF-8", offset, cause);
        }
    }

    /// <summary>Whether a name is none for a file within a folder. Nothing is unpacked here, but no honest archive has one.</summary>
    public static bool LeavesItsFolder(string name) =>
        name.Length == 0
        || name[0] == '/'
        || name.AsSpan().ContainsAny('\\', ':', '\0')
        || name == ".."
        || name.StartsWith("../", StringComparison.Ordinal)
        || name.EndsWith("/..", StringComparison.Ordinal)
        || name.Contains("/../", StringComparison.Ordinal);

    /// <summary>Sizes and local offset of a central record; each that reads as all ones is in the 64-bit extra field.</summary>
    public static (long Compressed, long Size, long Header) Sizes(
        ReadOnlySpan<byte> record, ReadOnlySpan<byte> extra, string path, long offset)
    {
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(record[20..]);
        long header = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        var wide = Extra64(extra);
        Widen(ref size, ref wide);
        Widen(ref compressed, ref wide);
        Widen(ref header, ref wide);
        return (compressed, size, header);

        void Widen(ref long value, ref ReadOnlySpan<byte> fields)
        {
            if (value != uint.MaxValue)
            {
                return;
            }

            if (fields.Length < sizeof(long))
            {
                throw MalformedFileException.Damaged(path, "an entry lacks its 64-bit sizes", offset);
            }

            value = BinaryPrimitives.ReadInt64LittleEndian(fields);
            fields = fields[sizeof(long)..];
        }
    }

    private static ReadOnlySpan<byte> Extra64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= ZipRecord.ExtraHeaderLength)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - ZipRecord.ExtraHeaderLength);
            var content = extra.Slice(ZipRecord.ExtraHeaderLength, length);
            if (id == ZipRecord.Extra64)
            {
                return content;
            }

            extra = extra[(ZipRecord.ExtraHeaderLength + length)..];
        }

        return default;
    }

    // PyTorch always writes the 64-bit records too, between the directory and the 32-bit end.
    private static (long Offset, long Size, long Count, long RecordOffset)? Find64(SourceFile file)
    {
        var locatorOffset = file.Length - ZipRecord.EndLength - ZipRecord.Locator64Length;
        if (locatorOffset < ZipRecord.End64Length)
        {
            return null;
        }

        Span<byte> locator = stackalloc byte[ZipRecord.Locator64Length];
        file.Seek(locatorOffset);
        file.Fill(locator, "the end of the archive");
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != ZipRecord.Locator64Signature)
        {
            return null;
        }

        var recordOffset = locatorOffset - ZipRecord.End64Length;
        Span<byte> record = stackalloc byte[ZipRecord.End64Length];
        file.Seek(recordOffset);
        file.Fill(record, "the end of the archive");
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == ZipRecord.End64Signature
            ? (BinaryPrimitives.ReadInt64LittleEndian(record[48..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[40..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[32..]),
                recordOffset)
            : throw MalformedFileException.Damaged(
                file.Path, "the 64-bit end record of the archive is missing", recordOffset);
    }
}
