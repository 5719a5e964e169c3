using System.Buffers.Binary;
using System.Security.Cryptography;
using GanLab.Formats;
using GanLab.Formats.Pack;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>Packs, opened and read from the first sample to the last, with hashes that are right most of the time.</summary>
internal sealed class PackFamily : ReaderFamily, IDisposable
{
    private readonly Scratch scratch = new();

    internal override string Name => "pack";

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return Written(count: 3, side: 4, channels: 3, ["cat", "dog"], ["a.png", "b/ü.png", ""]);
        yield return Written(count: 1, side: 1, channels: 1, [], ["x"]);
    }

    // A pack is damaged, and then its three kinds of hash are made right from the outside in, as far as it still is one.
    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        var header = Header(file);
        if (header is not var (offset, length) || random.Next(5) == 0)
        {
            return ByteMutator.Mutate(file, other, random);
        }

        var json = file.AsSpan(offset, length).ToArray();
        var body = file.AsSpan(0, offset).ToArray();
        if (random.Next(2) == 0)
        {
            json = JsonMutator.Mutate(json, json, random);
        }
        else
        {
            ByteMutator.Overwrite(body.AsSpan(PackFormat.DataStart), random);
            json = WithRightHashes(json, body);
        }

        byte[] damaged = [.. body, .. json];
        BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(12), json.Length);
        BinaryPrimitives.WriteInt64LittleEndian(damaged.AsSpan(16), body.Length);
        BinaryPrimitives.WriteInt64LittleEndian(damaged.AsSpan(24), damaged.Length);
        SHA256.HashData(json, damaged.AsSpan(32));
        return damaged;
    }

    internal override object Read(byte[] file)
    {
        using var pack = PackFile.Open(scratch.Write(FileName, file));
        var hash = new HashCode();
        hash.Add((pack.Header.Count, pack.Header.Channels, pack.Header.Height, pack.Header.Width, pack.Header.Set, pack.Header.ContentHash));
        var pixels = new byte[pack.Header.Stride];
        for (var i = 0; i < pack.Header.Count; i++)
        {
            pack.ReadPixels(i, pixels);
            hash.AddBytes(pixels);
            hash.Add((pack.Label(i), pack.Name(i)));
        }

        return hash.ToHashCode();
    }

    internal override int Digest(object content) => (int)content;

    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(FileName, StringComparison.Ordinal) ? null : "does not name the file";

    internal override long BytesPerByte => 64;

    public void Dispose() => scratch.Dispose();

    private static (int Offset, int Length)? Header(byte[] file)
    {
        if (file.Length < PackFormat.DataStart)
        {
            return null;
        }

        var (length, offset) = (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(12)), BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(16)));
        return offset >= PackFormat.DataStart && offset <= file.Length && length == file.Length - offset ? ((int)offset, (int)length) : null;
    }

    private static byte[] WithRightHashes(byte[] json, byte[] body)
    {
        try
        {
            var read = PackJson.Read(json, FileName, 0);
            var layout = new PackLayout(read.Header.Count, read.Header.Stride, read.NamesLength);
            if (layout.Header != body.Length)
            {
                return json;
            }

            for (var block = 0; block < layout.Blocks; block++)
            {
                SHA256.HashData(
                    body.AsSpan((int)PackLayout.BlockStart(block), layout.BlockLength(block)), body.AsSpan((int)layout.Hashes + (block * PackFormat.HashLength)));
            }

            return (read with { HashesHash = Convert.ToHexStringLower(SHA256.HashData(body.AsSpan((int)layout.Hashes))) }).Write();
        }
        catch (MalformedFileException)
        {
            return json;
        }
    }

    private byte[] Written(int count, int side, int channels, string[] classes, string[] names)
    {
        var path = scratch.Write("seed", new byte[PackFormat.DataStart + (count * side * side * channels)]);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            var header = new PackHeader
            {
                Program = "GanLab 0",
                Set = "folder",
                Count = count,
                Channels = channels,
                Height = side,
                Width = side,
                ClassNames = classes,
                ContentHash = new string('0', 64),
                LeftOut = 0,
            };
            PackWriter.Complete(file, header, [.. Enumerable.Range(0, count).Select(i => i % Math.Max(classes.Length, 1))], names);
        }

        return File.ReadAllBytes(path);
    }
}
