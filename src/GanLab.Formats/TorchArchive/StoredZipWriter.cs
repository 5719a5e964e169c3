using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace GanLab.Formats.TorchArchive;

/// <summary>Writes an uncompressed zip file whose contents begin at multiples of 64 bytes, as PyTorch's mapping wants them.</summary>
/// <remarks>The base library's zip cannot align. Times are fixed, so that equal content gives equal bytes.</remarks>
/// <param name="stream">Where the archive goes; need not be seekable.</param>
internal sealed class StoredZipWriter(Stream stream)
{
    private const int Alignment = 64;

    private readonly List<byte> directory = [];
    private long position;
    private int count;

    public void Add(string name, ReadOnlySpan<byte> content)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var unpadded = position + ZipRecord.LocalLength + nameBytes.Length + ZipRecord.ExtraHeaderLength;
        var padding = (int)((Alignment - (unpadded % Alignment)) % Alignment);
        if (unpadded + padding + content.Length > uint.MaxValue || count == ushort.MaxValue)
        {
            throw new ArgumentException(
                $"The archive would exceed 4 GiB or 65535 entries at '{name}'; save large models as safetensors.",
                nameof(content));
        }

        var checksum = Crc32.Of(content);
        WriteDirectoryEntry(nameBytes, content.Length, checksum);
        var header = new byte[ZipRecord.LocalLength + nameBytes.Length + ZipRecord.ExtraHeaderLength + padding];
        BinaryPrimitives.WriteUInt32LittleEndian(header, ZipRecord.LocalSignature);
        WriteShared(header.AsSpan(4), content.Length, checksum, nameBytes.Length);
        var extra = header.AsSpan(ZipRecord.LocalLength + nameBytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)extra.Length);
        nameBytes.CopyTo(header, ZipRecord.LocalLength);
        BinaryPrimitives.WriteUInt16LittleEndian(extra, ZipRecord.ExtraPadding);
        BinaryPrimitives.WriteUInt16LittleEndian(extra[2..], (ushort)padding);
        stream.Write(header);
        stream.Write(content);
        position += header.Length + content.Length;
        count++;
    }

    /// <summary>Writes the directory; nothing may be added after it.</summary>
    public void Finish()
    {
        stream.Write(CollectionsMarshal.AsSpan(directory));
        Span<byte> end = stackalloc byte[ZipRecord.EndLength];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, ZipRecord.EndSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)directory.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)position);
        stream.Write(end);
    }

    private void WriteDirectoryEntry(byte[] name, int size, uint checksum)
    {
        Span<byte> entry = stackalloc byte[ZipRecord.CentralLength];
        entry.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(entry, ZipRecord.CentralSignature);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], ZipRecord.Version);
        WriteShared(entry[6..], size, checksum, name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[42..], (uint)position);
        directory.AddRange(entry);
        directory.AddRange(name);
    }

    // The fields that local and central headers have in common, from "version needed" to "length of the name".
    private static void WriteShared(Span<byte> fields, int size, uint checksum, int nameLength)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields, ZipRecord.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[2..], ZipRecord.Utf8Flag);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[4..], ZipRecord.Stored);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[8..], ZipRecord.FirstDay);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[10..], checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[14..], (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[18..], (uint)size);
        BinaryPrimitives.WriteUInt16LittleEndian(fields[22..], (ushort)nameLength);
    }
}
