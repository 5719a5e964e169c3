using System.Buffers.Binary;
using System.Text;

namespace GanLab.Formats.Png;

/// <summary>One piece of a PNG file: length, name, content, checksum of name and content.</summary>
/// <param name="Type">Four letters.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Offset">Where it begins in the file it was read from.</param>
internal readonly record struct PngChunk(string Type, byte[] Content, long Offset = 0)
{
    public static PngChunk Read(SourceFile file)
    {
        var offset = file.Position;
        var length = file.ReadUInt32BigEndian("the length of a chunk");
        var type = file.Read(4, "the type of a chunk");
        var name = string.Concat(type.Select(c => char.IsAsciiLetter((char)c) ? ((char)c).ToString() : $"\\x{c:X2}"));
        var content = file.Read(length, $"the chunk '{name}' of {length} bytes");
        var declared = file.ReadUInt32BigEndian($"the checksum of the chunk '{name}'");
        var actual = Crc32.Append(Crc32.Of(type), content);
        return declared == actual
            ? new PngChunk(name, content, offset)
            : throw MalformedFileException.Damaged(
                file.Path, $"the checksum of the chunk '{name}' is {actual:X8}, not {declared:X8} as declared", offset);
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
