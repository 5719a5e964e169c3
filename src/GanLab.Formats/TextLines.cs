using System.Text;

namespace GanLab.Formats;

/// <summary>Reads a text file line by line, with distrust: UTF-8 only, and no line without end.</summary>
public static class TextLines
{
    private const int LongestLine = 1 << 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines of a text that fills <paramref name="stream"/>, without their ends, which may be of Unix or Windows.</summary>
    /// <param name="stream">Where to read, from its position on; not disposed.</param>
    /// <param name="name">What errors call the file.</param>
    /// <returns>The number of each line, from 1; the byte it begins at; its text. A byte order mark is no text.</returns>
    /// <exception cref="MalformedFileException">A line is longer than 64 KiB or not in UTF-8.</exception>
    public static IEnumerable<(int Number, long Offset, string Text)> Read(Stream stream, string name)
    {
        var buffer = new byte[LongestLine];
        var (held, offset, number) = (0, 0L, 0);
        for (var isAtEnd = false; !isAtEnd;)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(held), 1, throwOnEndOfStream: false);
            isAtEnd = read == 0;
            held += read;
            var start = 0;
            for (int length; (length = LineIn(buffer.AsSpan(start, held - start), isAtEnd)) >= 0; start += length + 1, offset += length + 1)
            {
                yield return (++number, offset, Text(buffer.AsSpan(start, length), number, offset, name));
                if (isAtEnd && start + length == held)
                {
                    yield break;
                }
            }

            held -= start;
            buffer.AsSpan(start, held).CopyTo(buffer);
            if (held == buffer.Length)
            {
                throw MalformedFileException.Because(
                    name, $"line {number + 1} is longer than {LongestLine} bytes", "the file is no list or damaged: use another", offset);
            }
        }
    }

    // The length of the first line, or -1 where its end is yet to come; at the end of the file nothing is yet to come.
    private static int LineIn(ReadOnlySpan<byte> bytes, bool isAtEnd)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end >= 0 ? end : isAtEnd && !bytes.IsEmpty ? bytes.Length : -1;
    }

    private static string Text(ReadOnlySpan<byte> line, int number, long offset, string name)
    {
        if (offset == 0 && line.StartsWith(Encoding.UTF8.Preamble))
        {
            line = line[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            return StrictUtf8.GetString(line.TrimEnd((byte)'\r'));
        }
        catch (DecoderFallbackException cause)
        {
            throw MalformedFileException.Damaged(name, $"line {number} is no UTF-8", offset, cause);
        }
    }
}
