using System.Text;

namespace GanLab.Formats.Tar;

/// <summary>The 512 bytes before a member of a tar archive (POSIX.1-1988, "ustar", and the form before it).</summary>
/// <param name="Name">With the folders, as it stands there.</param>
/// <param name="Size">Bytes of content.</param>
/// <param name="IsFile">Whether it is a plain file, not a link, a device or a folder.</param>
internal sealed record TarHeader(string Name, long Size, bool IsFile)
{
    public const int Length = 512;

    private const int NameLength = 100;
    private const int SizeOffset = 124;
    private const int SizeLength = 12;
    private const int SumOffset = 148;
    private const int SumLength = 8;
    private const int TypeOffset = 156;

    /// <summary>The zeros that fill the last block of the content.</summary>
    public long Padding => (Length - (Size % Length)) % Length;

    /// <returns>Null at the end of the archive, which is a block of zeros or the end of the file.</returns>
    public static TarHeader? Read(Stream content, string archive, long offset)
    {
        Span<byte> block = stackalloc byte[Length];
        var read = content.ReadAtLeast(block, Length, throwOnEndOfStream: false);
        if (read == 0 || (read == Length && !block.ContainsAnyExcept((byte)0)))
        {
            return null;
        }

        if (read < Length)
        {
            throw MalformedFileException.Truncated(archive, offset + read, "the header of a member (after decompression)");
        }

        if (Octal(block.Slice(SumOffset, SumLength)) is not { } sum || sum != Sum(block))
        {
            throw MalformedFileException.Damaged(archive, "the header of a member has a wrong sum, or this is no tar archive,", offset);
        }

        if (Octal(block.Slice(SizeOffset, SizeLength)) is not { } size)
        {
            throw MalformedFileException.Damaged(archive, "the size of a member is no octal number", offset + SizeOffset);
        }

        var name = block[..NameLength];
        var end = name.IndexOf((byte)0);
        return new TarHeader(Encoding.UTF8.GetString(end < 0 ? name : name[..end]), size, block[TypeOffset] is 0 or (byte)'0');
    }

    private static long? Octal(ReadOnlySpan<byte> field)
    {
        var digits = field.Trim(" \0"u8);
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            value = (value * 8) + digit - '0'; // twelve digits stay far below the limit of a long
        }

        return digits.IsEmpty ? null : value;
    }

    // The sum is taken as if its own field held blanks.
    private static long Sum(ReadOnlySpan<byte> block)
    {
        var sum = (long)SumLength * ' ';
        for (var i = 0; i < Length; i++)
        {
            sum += i is >= SumOffset and < SumOffset + SumLength ? 0 : block[i];
        }

        return sum;
    }
}
