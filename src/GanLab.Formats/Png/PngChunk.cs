using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GanLab.Formats.Png;

/// <summary>One piece of a PNG file: length, name, content, checksum of name and content.</summary>
/// <param name="Type">Four letters.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Offset">Where it begins in the file it was read from.</param>
internal readonly record struct PngChunk(string Type, byte[] Content, long Offset = 0)
{
    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static PngChunk Read(SourceFile file)
    {
        var offset = file.Position;
        var length = file.ReadUInt32BigEndian("the length of a chunk");
        Span<byte> type = stackalloc byte[4];
        file.Fill(type, "the type of a chunk");
        var name = Name(type);
        var content = length <= file.Remaining
            ? file.Read(length, "a chunk")
            : throw MalformedFileException.Truncated(file.Path, file.Length, $"the chunk '{name}' of {length} bytes");
        var declared = file.ReadUInt32BigEndian("the checksum of a chunk");
        var actual = Crc32.Append(Crc32.Of(type), content);
        return declared == actual
            ? new PngChunk(name, content, offset)
            : throw MalformedFileException.Damaged(
                file.Path, $"the checksum of the chunk '{name}' is {actual:X8}, not {declared:X8} as declared", offset);
    }

    private static string Name(ReadOnlySpan<byte> type)
    {
        if (!type.ContainsAnyExcept(Letters))
        {
            return Encoding.ASCII.GetString(type);
        }

        var name = new StringBuilder();
        foreach (var c in type)
        {
            name.Append(char.IsAsciiLetter((char)c) ? ((char)c).ToString() : $"\\x{c:X2}");
        }

        return name.ToString();
    }

    public void Write(Stream stream)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, Content.Length);
        stream.Write(word);

        Encoding.ASCII.GetBytes(Type, word);
        stream.Write(word);
        stream.Write(Content);

        BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Append(Crc32.Of(word), Content));
        stream.Write(word);
    }
}
