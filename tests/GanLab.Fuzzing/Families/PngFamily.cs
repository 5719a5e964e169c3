using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GanLab.Formats;
using GanLab.Formats.Png;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>Pictures by the program's own reader of PNG.</summary>
internal sealed class PngFamily : ReaderFamily
{
    private const int GreatestRatio = 1040;
    private const int Signature = 8;
    private const int Frame = 12; // length, type and checksum

    internal override string Name => "png";

    internal override IEnumerable<byte[]> Seeds()
    {
        foreach (var channels in (int[])[1, 3, 4])
        {
            using var stream = new MemoryStream();
            var pixels = Enumerable.Range(0, 5 * 4 * channels).Select(i => (byte)(7 * i)).ToArray();
            PngWriter.Write(stream, 5, 4, channels, pixels, [new("seed", "7"), new("name", "Ζ")]);
            yield return stream.ToArray();
        }
    }

    // Most damage is followed by right checksums, since a reader that only checked those would pass otherwise.
    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                return ByteMutator.Mutate(file, other, random);
            case 1:
                return WithNewPixels(file, random);
            default:
                var damaged = ByteMutator.Mutate(file, other, random);
                RepairChecksums(damaged);
                return damaged;
        }
    }

    internal override object Read(byte[] file) => PngReader.Read(new MemoryStream(file), FileName);

    internal override int Digest(object content)
    {
        var picture = (PngImage)content;
        var hash = new HashCode();
        hash.AddBytes(picture.Pixels);
        hash.Add((picture.Width, picture.Height, picture.Channels));
        foreach (var text in picture.Texts)
        {
            hash.Add(text);
        }

        return hash.ToHashCode();
    }

    internal override byte[] Write(object content)
    {
        var picture = (PngImage)content;
        using var stream = new MemoryStream();
        PngWriter.Write(stream, picture.Width, picture.Height, picture.Channels, picture.Pixels, picture.Texts);
        return stream.ToArray();
    }

    internal override long BytesPerByte => 2 * GreatestRatio;

    private static void RepairChecksums(byte[] file)
    {
        for (long at = Signature; at + Frame <= file.Length;)
        {
            var chunk = file.AsSpan((int)at);
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (length > chunk.Length - Frame)
            {
                return;
            }

            BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + (int)length)..], Crc32.Of(chunk.Slice(4, 4 + (int)length)));
            at += Frame + length;
        }
    }

    private static byte[] WithNewPixels(byte[] file, Random random)
    {
        var header = file.AsSpan(Signature + 8, 13).ToArray();
        Extremes.Overwrite(header.AsSpan(random.Next(8)), random, file.Length);
        var rows = new byte[random.Next(1 << random.Next(16))];
        rows.AsSpan().Fill((byte)random.Next(6));
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return
        [
            .. file.AsSpan(0, Signature),
            .. Chunk("IHDR", random.Next(2) == 0 ? header : file.AsSpan(Signature + 8, 13).ToArray()),
            .. Chunk("IDAT", data.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        using var stream = new MemoryStream();
        new PngChunk(type, content).Write(stream);
        return stream.ToArray();
    }
}
