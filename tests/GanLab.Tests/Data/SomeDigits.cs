using System.IO.Compression;
using GanLab.Formats.Idx;

namespace GanLab.Tests.Data;

/// <summary>Small files in the format of MNIST.</summary>
internal static class SomeDigits
{
    /// <summary>Image i has the value i + 1 in all of its pixels, and the label i modulo 10.</summary>
    public static byte[] Images(int count, int side = 28) => Idx(
        [.. Enumerable.Range(0, count * side * side).Select(i => (byte)((i / (side * side)) + 1))], count, side, side);

    public static byte[] Labels(int count) => Idx([.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))], count);

    public static byte[] Idx(byte[] data, params int[] shape)
    {
        using var stream = new MemoryStream();
        IdxWriter.Write(stream, data, shape);
        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    public static void Write(TemporaryFolder folder, int count = 12)
    {
        folder.Write("train-images-idx3-ubyte", Images(count));
        folder.Write("train-labels-idx1-ubyte", Labels(count));
    }
}
