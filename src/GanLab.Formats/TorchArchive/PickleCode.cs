using System.Buffers.Binary;
using System.Text;

namespace GanLab.Formats.TorchArchive;

/// <summary>The bytes of a pickle and the place that has been reached in them.</summary>
/// <param name="bytes">The whole pickle.</param>
/// <param name="path">The file it is in.</param>
/// <param name="offset">Where it begins there, so that errors name a byte of the file.</param>
internal sealed class PickleCode(byte[] bytes, string path, long offset)
{
    private const int LongestLine = 256; // names of Python modules and classes
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private int at;

    public string Path => path;

    public int Length => bytes.Length;

    /// <summary>Where the instruction being executed begins, in the file.</summary>
    public long Instruction { get; private set; }

    public bool IsAtEnd => at == bytes.Length;

    public byte NextInstruction()
    {
        Instruction = offset + at;
        return Take(1)[0];
    }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A little-endian two's complement integer of as many bytes as the next one says.</summary>
    public long Long()
    {
        var digits = Take(Byte());
        if (digits.Length > sizeof(long))
        {
            throw MalformedFileException.Unsupported(
                path, $"an integer of {digits.Length} bytes", "save integers of at most 64 bits", Instruction);
        }

        var value = 0L;
        for (var i = 0; i < digits.Length; i++)
        {
            value |= (long)digits[i] << (8 * i);
        }

        var unused = 64 - (8 * digits.Length);
        return digits.IsEmpty ? 0 : value << unused >> unused;
    }

    public string Text(ulong length)
    {
        if (length > (ulong)(bytes.Length - at))
        {
            throw Truncated();
        }

        try
        {
            return StrictUtf8.GetString(Take((int)length));
        }
        catch (DecoderFallbackException cause)
        {
            throw MalformedFileException.Damaged(path, "a text of the pickle is no UTF-8", Instruction, cause);
        }
    }

    public string Line()
    {
        var length = bytes.AsSpan(at, Math.Min(LongestLine, bytes.Length - at)).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw MalformedFileException.Damaged(
                path, $"a name in the pickle is cut or longer than {LongestLine} bytes", Instruction);
        }

        var line = Text((ulong)length);
        at++;
        return line;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - at)
        {
            throw Truncated();
        }

        at += count;
        return bytes.AsSpan(at - count, count);
    }

    private MalformedFileException Truncated() =>
        MalformedFileException.Truncated(path, offset + bytes.Length, "the pickle");
}
