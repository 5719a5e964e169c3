using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GanLab.Formats.Pack;

/// <summary>Reads the parts of a pack that are needed before anything of it is mapped, and checks them in this order.</summary>
internal static class PackReader
{
    public static (PackJson Json, PackLayout Layout) ReadHeader(Stream stream, string path)
    {
        var file = new SourceFile(stream, path);
        Span<byte> start = stackalloc byte[PackFormat.DataStart];
        file.Fill(start[..Math.Min(PackFormat.DataStart, (int)Math.Min(file.Length, int.MaxValue))], "the start of a pack");
        CheckMagic(path, start, file.Length);
        var version = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (version != PackFormat.Version)
        {
            throw MalformedFileException.Unsupported(
                path, $"version {version} of the format", "pack the data again, or use a later version of this program", 8);
        }

        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(start[12..]);
        var headerOffset = BinaryPrimitives.ReadInt64LittleEndian(start[16..]);
        var fileLength = BinaryPrimitives.ReadInt64LittleEndian(start[24..]);
        if (headerLength > PackFormat.LongestHeader)
        {
            throw MalformedFileException.TooLarge(path, "the length of the header", headerLength, PackFormat.LongestHeader, 12);
        }

        if (fileLength != file.Length)
        {
            throw fileLength > file.Length
                ? MalformedFileException.Truncated(path, file.Length, $"a pack of {fileLength} bytes")
                : MalformedFileException.TrailingBytes(path, fileLength, "the end of the pack");
        }

        if (headerOffset != fileLength - headerLength || headerOffset < PackFormat.DataStart)
        {
            throw MalformedFileException.Damaged(path, $"the header would lie at {headerOffset}, not at the end", 16);
        }

        if (start[PackFormat.PrefixLength..].ContainsAnyExcept((byte)0))
        {
            throw MalformedFileException.Damaged(path, "there are bytes where only zeros may be", PackFormat.PrefixLength);
        }

        file.Seek(headerOffset);
        var bytes = file.Read(headerLength, "the header");
        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(start[32..PackFormat.PrefixLength]))
        {
            throw MalformedFileException.Damaged(path, "the header does not match its SHA-256", headerOffset);
        }

        var json = PackJson.Read(bytes, path, headerOffset);
        return (json, Layout(json, path, headerOffset));
    }

    public static byte[] ReadHashes(Stream stream, string path, PackJson json, PackLayout layout)
    {
        var file = new SourceFile(stream, path);
        file.Seek(layout.Hashes);
        var hashes = file.Read(layout.Header - layout.Hashes, "the hashes of the blocks");
        return Convert.ToHexStringLower(SHA256.HashData(hashes)) == json.HashesHash
            ? hashes
            : throw MalformedFileException.Damaged(path, "the hashes of the blocks do not match their SHA-256", layout.Hashes);
    }

    private static void CheckMagic(string path, ReadOnlySpan<byte> start, long length)
    {
        if (length >= PackFormat.PrefixLength && !start[..PackFormat.PrefixLength].ContainsAnyExcept((byte)0))
        {
            throw MalformedFileException.Because(
                path, "the pack was never finished", "run the 'gan data pack' that began it once more, it goes on where it stopped", 0);
        }

        if (!start.StartsWith(PackFormat.Magic))
        {
            throw MalformedFileException.NotThisFormat(
                path, "a pack", $"it begins with {Convert.ToHexString(start[..8])}", "give a file that 'gan data pack' wrote");
        }

        if (length < PackFormat.DataStart)
        {
            throw MalformedFileException.Truncated(path, length, "the start of a pack");
        }
    }

    // Counts, sizes of pictures and of names are at most 2^28, 2^26 and 2^61, so that sums and products of them are exact in 128 bits only.
    private static PackLayout Layout(PackJson json, string path, long headerOffset)
    {
        var header = json.Header;
        var data = ((Int128)header.Count * (header.Stride + PackFormat.LabelLength + PackFormat.NameEndLength)) + json.NamesLength;
        var blocks = (data + PackFormat.BlockLength - 1) / PackFormat.BlockLength;
        var end = PackFormat.DataStart + data + (blocks * PackFormat.HashLength);
        return end == headerOffset
            ? new PackLayout(header.Count, header.Stride, json.NamesLength)
            : throw MalformedFileException.Damaged(
                path, $"{header.Count} samples of {header.Stride} bytes would end at {end}, but the header begins", headerOffset);
    }
}
