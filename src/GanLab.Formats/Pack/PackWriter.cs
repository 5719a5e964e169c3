using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace GanLab.Formats.Pack;

/// <summary>Completes a file that holds the pictures already: labels, names, hashes and header, and last the first bytes.</summary>
internal static class PackWriter
{
    /// <summary>Writes all that stands behind the pictures, flushes it, then the beginning, which makes it a pack.</summary>
    /// <param name="file">Holds <see cref="PackFormat.DataStart"/> bytes of zeros and the pictures; whatever follows is cut off.</param>
    /// <param name="header">What the pack says of itself.</param>
    /// <param name="labels">[Count].</param>
    /// <param name="names">[Count].</param>
    public static void Complete(FileStream file, PackHeader header, IReadOnlyList<int> labels, IReadOnlyList<string> names)
    {
        var layout = new PackLayout(header.Count, header.Stride, names.Sum(name => (long)Encoding.UTF8.GetByteCount(name)));
        file.SetLength(layout.Labels);
        file.Position = layout.Labels;
        WriteTables(file, labels, names);
        file.Flush();

        var hashes = Hashes(file, layout);
        file.Position = layout.Hashes;
        file.Write(hashes);
        var json = new PackJson(header, layout.NamesLength, Convert.ToHexStringLower(SHA256.HashData(hashes))).Write();
        file.Write(json);
        file.Flush(flushToDisk: true);

        file.Position = 0;
        file.Write(Prefix(json, layout.Header));
        file.Flush(flushToDisk: true);
    }

    private static void WriteTables(FileStream file, IReadOnlyList<int> labels, IReadOnlyList<string> names)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var label in labels)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, label);
            file.Write(number[..PackFormat.LabelLength]);
        }

        var end = 0L;
        foreach (var name in names)
        {
            end += Encoding.UTF8.GetByteCount(name);
            BinaryPrimitives.WriteInt64LittleEndian(number, end);
            file.Write(number);
        }

        foreach (var name in names)
        {
            file.Write(Encoding.UTF8.GetBytes(name));
        }
    }

    private static byte[] Hashes(FileStream file, PackLayout layout)
    {
        var hashes = new byte[checked((int)layout.Blocks) * PackFormat.HashLength];
        var block = new byte[PackFormat.BlockLength];
        file.Position = PackFormat.DataStart;
        for (var i = 0; i < layout.Blocks; i++)
        {
            var bytes = block.AsSpan(0, layout.BlockLength(i));
            file.ReadExactly(bytes);
            SHA256.HashData(bytes, hashes.AsSpan(i * PackFormat.HashLength));
        }

        return hashes;
    }

    private static byte[] Prefix(byte[] json, long headerOffset)
    {
        var prefix = new byte[PackFormat.PrefixLength];
        PackFormat.Magic.CopyTo(prefix);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix.AsSpan(8), PackFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix.AsSpan(12), (uint)json.Length);
        BinaryPrimitives.WriteInt64LittleEndian(prefix.AsSpan(16), headerOffset);
        BinaryPrimitives.WriteInt64LittleEndian(prefix.AsSpan(24), headerOffset + json.Length);
        SHA256.HashData(json, prefix.AsSpan(32));
        return prefix;
    }
}
