using System.IO.Compression;
using System.Numerics;

namespace GanLab.Formats.Png;

/// <summary>Rows of pixels, filtered and compressed as the data chunks hold them.</summary>
internal static class PngPixels
{
    // Deflate cannot expand by more than 1032; what claims to is not worth the memory.
    private const long GreatestRatio = 1040;

    // Beyond this size only what real pictures compress to is believed.
    private const long BelievedSize = 64 << 20;
    private const long BelievedRatio = 64;
    private const int FirstPart = 1 << 16;

    public static byte[] Compress(ReadOnlySpan<byte> pixels, int rowLength, int pixelSize, CompressionLevel level)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, level))
        {
            var (best, candidate) = (new byte[rowLength + 1], new byte[rowLength + 1]);
            for (var start = 0; start < pixels.Length; start += rowLength)
            {
                var row = pixels.Slice(start, rowLength);
                var above = start == 0 ? default : pixels.Slice(start - rowLength, rowLength);
                var least = long.MaxValue;
                for (var filter = 0; filter < PngFilter.Count; filter++)
                {
                    candidate[0] = (byte)filter;
                    PngFilter.Apply(filter, row, above, pixelSize, candidate.AsSpan(1));
                    var cost = SumOfMagnitudes(candidate.AsSpan(1));
                    if (cost < least)
                    {
                        (best, candidate, least) = (candidate, best, cost);
                    }
                }

                zlib.Write(best);
            }
        }

        return compressed.ToArray();
    }

    // The specification's heuristic (section 12.7): the row nearest to zero compresses best.
    private static long SumOfMagnitudes(ReadOnlySpan<byte> row)
    {
        var (sum, place) = (0L, 0);
        for (; place + Vector<byte>.Count <= row.Length; place += Vector<byte>.Count)
        {
            // The magnitude of -128 is a byte again.
            Vector.Widen(Vector.AsVectorByte(Vector.Abs(Vector.AsVectorSByte(new Vector<byte>(row[place..])))), out var low, out var high);
            sum += Vector.Sum(low + high);
        }

        for (; place < row.Length; place++)
        {
            sum += Math.Abs((int)(sbyte)row[place]);
        }

        return sum;
    }

    // How much there is shows only when it is taken out, so memory is taken as it comes.
    private static void Grow(ref byte[] pixels, long needed, long whole)
    {
        if (needed > pixels.Length)
        {
            Array.Resize(ref pixels, (int)Math.Min(whole, Math.Max(needed, 2L * pixels.Length)));
        }
    }

    public static byte[] Decompress(SourceFile file, MemoryStream compressed, int width, int height, int channels)
    {
        var rowLength = (long)width * channels;
        var expected = (Int128)(rowLength + 1) * height;
        var ratio = expected > BelievedSize ? BelievedRatio : GreatestRatio;
        if (expected > compressed.Length * ratio || expected > Array.MaxLength)
        {
            throw MalformedFileException.Damaged(
                file.Path, $"{width}x{height} pixels are declared but there are only {compressed.Length} bytes of data");
        }

        compressed.Position = 0;
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
        var pixels = new byte[Math.Min(rowLength * height, Math.Max(rowLength, FirstPart))];
        try
        {
            for (var y = 0; y < height; y++)
            {
                var filter = zlib.ReadByte();
                Grow(ref pixels, (y + 1) * rowLength, rowLength * height);
                var row = pixels.AsSpan((int)(y * rowLength), (int)rowLength);
                var above = y == 0 ? default : pixels.AsSpan((int)((y - 1) * rowLength), (int)rowLength);
                if (filter >= PngFilter.Count)
                {
                    throw MalformedFileException.Damaged(file.Path, $"row {y} has the unknown filter {filter}");
                }

                if (filter < 0 || zlib.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                {
                    throw MalformedFileException.Damaged(
                        file.Path, $"{height} rows are declared but the data ends in row {y}");
                }

                PngFilter.Undo(filter, row, above, channels);
            }

            return zlib.ReadByte() < 0
                ? pixels
                : throw MalformedFileException.Damaged(file.Path, $"there is more data than the {height} rows declared");
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            // An IOException is the base library's word for data that ask for a dictionary; the source is in memory.
            throw MalformedFileException.Damaged(file.Path, "the pixels cannot be decompressed", cause: cause);
        }
    }
}
