using System.Buffers.Binary;
using System.Text;

namespace GanLab.Formats.Png;

/// <summary>Reads the pictures that <see cref="PngWriter"/> writes and others like them: 8 bits, not interlaced, no palette.</summary>
public static class PngReader
{
    private const string SaveOtherwise = "save it as an 8-bit grey, RGB or RGBA picture without interlacing";

    /// <summary>Reads the picture at <paramref name="path"/>.</summary>
    /// <exception cref="MalformedFileException">The file is cut, damaged, no PNG, or of a kind not read here.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static PngImage Read(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads the picture that fills the seekable <paramref name="stream"/>; errors call it <paramref name="name"/>.</summary>
    /// <exception cref="MalformedFileException">The picture is cut, damaged, no PNG, or of a kind not read here.</exception>
    public static PngImage Read(Stream stream, string name)
    {
        var file = new SourceFile(stream, name);
        CheckSignature(file);
        var first = PngChunk.Read(file);
        if (first.Type != PngChunks.Header || first.Content.Length != PngChunks.HeaderLength)
        {
            throw MalformedFileException.Damaged(
                name, $"the first chunk is '{first.Type}' of {first.Content.Length} bytes, not a header", first.Offset);
        }

        var (width, height, channels) = ReadHeader(file, first.Content);
        var texts = new List<KeyValuePair<string, string>>();
        using var compressed = new MemoryStream();
        for (var chunk = PngChunk.Read(file); chunk.Type != PngChunks.End; chunk = PngChunk.Read(file))
        {
            Take(file, chunk, compressed, texts);
        }

        if (file.Position != file.Length)
        {
            throw MalformedFileException.TrailingBytes(name, file.Position, "the end of the picture");
        }

        return new PngImage(width, height, channels, PngPixels.Decompress(file, compressed, width, height, channels), texts);
    }

    private static void CheckSignature(SourceFile file)
    {
        Span<byte> signature = stackalloc byte[PngChunks.Signature.Length];
        file.Fill(signature, "the signature of a PNG picture");
        if (!signature.SequenceEqual(PngChunks.Signature))
        {
            throw MalformedFileException.NotThisFormat(
                file.Path, "a PNG picture", $"it begins with {Convert.ToHexString(signature)}", "give a PNG file");
        }
    }

    private static (int Width, int Height, int Channels) ReadHeader(SourceFile file, ReadOnlySpan<byte> header)
    {
        var width = BinaryPrimitives.ReadUInt32BigEndian(header);
        var height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var (bits, colourType, interlaced) = (header[8], header[9], header[12] != 0);
        var areMethodsKnown = header[10] == 0 && header[11] == 0 && header[12] <= 1;
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || !areMethodsKnown)
        {
            throw MalformedFileException.Damaged(
                file.Path, $"the header declares a picture of {width}x{height} that cannot be", 16);
        }

        var channels = colourType switch { 0 => 1, 2 => 3, 6 => 4, _ => 0 };
        if (bits != 8 || channels == 0 || interlaced)
        {
            throw MalformedFileException.Unsupported(
                file.Path,
                $"a PNG of {bits} bits, colour type {colourType}{(interlaced ? ", interlaced" : "")}",
                SaveOtherwise,
                24);
        }

        return ((int)width, (int)height, channels);
    }

    private static void Take(
        SourceFile file, PngChunk chunk, MemoryStream compressed, List<KeyValuePair<string, string>> texts)
    {
        switch (chunk.Type)
        {
            case PngChunks.Data:
                if (compressed.Length + chunk.Content.Length > Array.MaxLength)
                {
                    throw MalformedFileException.TooLarge(
                        file.Path, "the size of the compressed pixels", compressed.Length + chunk.Content.Length, Array.MaxLength, chunk.Offset);
                }

                compressed.Write(chunk.Content);
                break;
            case PngChunks.Latin1Text or PngChunks.Utf8Text:
                if (Text(chunk.Type, chunk.Content) is { } text)
                {
                    texts.Add(text);
                }

                break;
            case PngChunks.Palette:
                break;
            default:
                // An upper-case first letter means that the picture cannot be understood without the chunk.
                if (!char.IsAsciiLetterLower(chunk.Type[0]))
                {
                    throw MalformedFileException.Unsupported(
                        file.Path, $"the chunk '{chunk.Type}'", SaveOtherwise, chunk.Offset);
                }

                break;
        }
    }

    // A text that is compressed or malformed is no reason to refuse a picture; it is left out.
    private static KeyValuePair<string, string>? Text(string type, byte[] content)
    {
        var end = Array.IndexOf(content, (byte)0);
        if (end <= 0)
        {
            return null;
        }

        var keyword = Encoding.Latin1.GetString(content, 0, end);
        if (!PngChunks.IsKeyword(keyword))
        {
            return null;
        }

        var rest = content.AsSpan(end + 1);
        if (type == PngChunks.Latin1Text)
        {
            return new(keyword, Encoding.Latin1.GetString(rest));
        }

        var isPlain = rest.Length >= 4 && rest[..4].SequenceEqual(stackalloc byte[4]);
        return isPlain ? new(keyword, Encoding.UTF8.GetString(rest[4..])) : null;
    }
}
