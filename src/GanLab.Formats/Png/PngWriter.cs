using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace GanLab.Formats.Png;

/// <summary>Writes 8-bit grey, RGB and RGBA pictures. The same pixels and texts give the same bytes.</summary>
public static class PngWriter
{
    /// <summary>Writes one picture to <paramref name="stream"/>, which stays open.</summary>
    /// <param name="stream">Where it goes; need not be seekable.</param>
    /// <param name="width">Pixels across, at least 1.</param>
    /// <param name="height">Pixels down, at least 1.</param>
    /// <param name="channels">1 grey, 3 RGB, 4 RGBA.</param>
    /// <param name="pixels">height x width x channels bytes, rows from the top.</param>
    /// <param name="texts">Keywords (1 to 79 Latin-1 characters) and texts to store, for instance how the picture was made.</param>
    /// <param name="level">How much time to spend on a smaller file.</param>
    /// <exception cref="ArgumentException">A size, the number of pixels or a keyword is not as said above.</exception>
    public static void Write(
        Stream stream,
        int width,
        int height,
        int channels,
        ReadOnlySpan<byte> pixels,
        IEnumerable<KeyValuePair<string, string>>? texts = null,
        CompressionLevel level = CompressionLevel.Optimal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var colourType = channels switch
        {
            1 => 0,
            3 => 2,
            4 => 6,
            _ => throw new ArgumentOutOfRangeException(
                nameof(channels), channels, "1 (grey), 3 (RGB) or 4 (RGBA) channels are possible."),
        };
        if ((long)width * height * channels != pixels.Length)
        {
            throw new ArgumentException(
                $"{width}x{height} pixels of {channels} channels take {(long)width * height * channels} bytes, not {pixels.Length}.",
                nameof(pixels));
        }

        var header = new byte[PngChunks.HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits a channel
        header[9] = (byte)colourType;

        var chunks = (texts ?? []).Select(TextChunk).ToArray();
        stream.Write(PngChunks.Signature);
        new PngChunk(PngChunks.Header, header).Write(stream);
        foreach (var (type, content) in chunks)
        {
            new PngChunk(type, content).Write(stream);
        }

        new PngChunk(PngChunks.Data, PngPixels.Compress(pixels, width * channels, channels, level)).Write(stream);
        new PngChunk(PngChunks.End, []).Write(stream);
    }

    private static (string Type, byte[] Content) TextChunk(KeyValuePair<string, string> text)
    {
        var (keyword, value) = text;
        if (!PngChunks.IsKeyword(keyword))
        {
            throw new ArgumentException(
                $"The keyword '{keyword}' must be 1 to {PngChunks.LongestKeyword} Latin-1 characters.", nameof(text));
        }

        byte[] start = [.. Encoding.Latin1.GetBytes(keyword), 0];
        return value.All(c => c is > '\0' and <= '\u00FF')
            ? (PngChunks.Latin1Text, [.. start, .. Encoding.Latin1.GetBytes(value)])
            : (PngChunks.Utf8Text, [.. start, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(value)]); // not compressed, no language
    }
}
