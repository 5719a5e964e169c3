using System.IO.Compression;
using System.Text;
using GanLab.Formats;
using GanLab.Formats.Tar;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>Archives that a data set is downloaded in: whatever they say, nothing but the expected files may appear.</summary>
internal sealed class TarFamily : ReaderFamily, IDisposable
{
    private static readonly Dictionary<string, long> Expected = new() { ["a.bin"] = 1000, ["b.txt"] = 64 };
    private static readonly string[] Names = ["../a.bin", "/tmp/a.bin", "x/../../a.bin", "..", "a.bin/", "a.bin\0b", "./b.txt", "a.bin", "b.txt", "..\\a.bin"];

    private readonly Scratch scratch = new();

    internal override string Name => "tar";

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return Gzip([.. Member("set/", '5', []), .. Member("set/a.bin", '0', new byte[700]), .. Member("set/b.txt", '0', "names"u8.ToArray()), .. new byte[1024]]);
        yield return Gzip([.. Member("b.txt", '0', []), .. Member("link", '2', []), .. Member("readme", '0', new byte[10]), .. Member("a.bin", '\0', new byte[512])]);
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        if (random.Next(5) == 0)
        {
            return ByteMutator.Mutate(file, other, random);
        }

        byte[] content;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            using var whole = new MemoryStream();
            gzip.CopyTo(whole);
            content = whole.ToArray();
        }
        catch (InvalidDataException)
        {
            return ByteMutator.Mutate(file, other, random); // a seed from an old defect
        }

        var at = random.Next(Math.Max(content.Length / 512, 1)) * 512;
        byte[] stray = random.Next(3) == 0
            ? Member(Names[random.Next(Names.Length)], "0123457gxLK\0"[random.Next(12)], new byte[random.Next(3) * 300])
            : [];
        var damaged = random.Next(3) == 0 ? content : ByteMutator.Mutate(content, other, random);
        at = Math.Min(at, damaged.Length);
        damaged = [.. damaged.AsSpan(0, at), .. stray, .. damaged.AsSpan(at)];
        MendSums(damaged);
        return Gzip(damaged);
    }

    internal override object Read(byte[] file)
    {
        var target = scratch.Folder("out");
        foreach (var old in Directory.EnumerateFiles(target))
        {
            File.Delete(old);
        }

        try
        {
            TarExtraction.Extract(scratch.Write(FileName, file), Expected, target);
        }
        finally
        {
            RequireNothingElse(target);
        }

        return Expected.Keys.Select(name => File.ReadAllBytes(Path.Combine(target, name))).ToArray();
    }

    internal override int Digest(object content)
    {
        var hash = new HashCode();
        foreach (var file in (byte[][])content)
        {
            hash.AddBytes(file);
        }

        return hash.ToHashCode();
    }

    // Places are counted after decompression.
    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(FileName, StringComparison.Ordinal) ? null : "does not name the file";

    internal override long BytesPerByte => 1040;

    public void Dispose() => scratch.Dispose();

    private void RequireNothingElse(string target)
    {
        var strays = Directory.EnumerateFileSystemEntries(target).Where(path => !Expected.ContainsKey(Path.GetFileName(path)) || new FileInfo(path).LinkTarget is not null)
            .Concat(scratch.Names().Except([FileName, "out"])).ToArray();
        if (strays.Length > 0)
        {
            throw new InvalidOperationException($"There are files that should not be: {string.Join(", ", strays)}");
        }
    }

    private static byte[] Member(string name, char type, byte[] content)
    {
        var block = new byte[512];
        Encoding.UTF8.GetBytes(name, block);
        Encoding.ASCII.GetBytes("0000644\0", block.AsSpan(100));
        Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0'), block.AsSpan(124));
        block[156] = (byte)type;
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        byte[] member = [.. block, .. content, .. new byte[(512 - (content.Length % 512)) % 512]];
        MendSum(member);
        return member;
    }

    private static void MendSums(byte[] archive)
    {
        for (var at = 0; at + 512 <= archive.Length; at += 512)
        {
            if (archive.AsSpan(at + 257).StartsWith("ustar"u8))
            {
                MendSum(archive.AsSpan(at, 512));
            }
        }
    }

    private static void MendSum(Span<byte> block)
    {
        block[148..156].Fill((byte)' ');
        var sum = 0;
        foreach (var value in block[..512])
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", block[148..]);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }
}
