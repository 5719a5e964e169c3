using System.IO.Compression;
using GanLab.Formats;
using GanLab.Formats.Idx;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>IDX files as MNIST comes in, plain and gzip.</summary>
internal sealed class IdxFamily : ReaderFamily
{
    // What deflate can do to so small a file.
    private const int GreatestRatio = 1040;

    internal override string Name => "idx";

    internal override IEnumerable<byte[]> Seeds()
    {
        int[][] shapes = [[10], [3, 7, 5], [0], [2, 0, 3], [2, 3], [2, 1, 3, 2], [1, 28, 28]];
        foreach (var shape in shapes)
        {
            using var stream = new MemoryStream();
            var data = Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(i => (byte)(i * i)).ToArray();
            IdxWriter.Write(stream, data, shape);
            yield return stream.ToArray();
            yield return Gzip(stream.ToArray());
        }
    }

    // Half of the gzip files are damaged inside, so that the checks behind the decompression have something to do.
    internal override byte[] Mutate(byte[] file, byte[] other, Random random) => (IsGzip(file), random.Next(2)) switch
    {
        (true, 0) => Gzip(ByteMutator.Mutate(Unzipped(file), Unzipped(other), random)),
        _ => ByteMutator.Mutate(file, other, random),
    };

    internal override object Read(byte[] file) => IdxFile.ReadBytes(new MemoryStream(file), FileName);

    internal override int Digest(object content)
    {
        var array = (IdxArray)content;
        var hash = new HashCode();
        hash.AddBytes(array.Data);
        foreach (var size in array.Shape)
        {
            hash.Add(size);
        }

        return hash.ToHashCode();
    }

    internal override byte[] Write(object content)
    {
        var array = (IdxArray)content;
        using var stream = new MemoryStream();
        IdxWriter.Write(stream, array.Data, [.. array.Shape]);
        return stream.ToArray();
    }

    // Places are counted after decompression.
    internal override string? Fault(Exception refusal, int length) => base.Fault(refusal, refusal is MalformedFileException ? int.MaxValue : length);

    internal override long BytesPerByte => 2 * GreatestRatio;

    private static bool IsGzip(byte[] file) => file is [0x1F, 0x8B, ..];

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Unzipped(byte[] file)
    {
        if (!IsGzip(file))
        {
            return file;
        }

        using var content = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress))
        {
            gzip.CopyTo(content);
        }

        return content.ToArray();
    }
}
