using System.Buffers.Binary;
using System.Text;

namespace GanLab.Formats.TorchArchive;

/// <summary>Writes single instructions of pickle protocol 2.</summary>
internal sealed class PickleEmitter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<byte> code = [];

    public byte[] ToArray() => [.. code];

    public void Instruction(PickleOpcode opcode, params ReadOnlySpan<byte> operand)
    {
        code.Add((byte)opcode);
        code.AddRange(operand);
    }

    public void Integer(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        switch (value)
        {
            case >= 0 and <= byte.MaxValue:
                Instruction(PickleOpcode.BinInt1, bytes[..1]);
                break;
            case >= 0 and <= ushort.MaxValue:
                Instruction(PickleOpcode.BinInt2, bytes[..2]);
                break;
            case >= int.MinValue and <= int.MaxValue:
                Instruction(PickleOpcode.BinInt, bytes[..4]);
                break;
            default:
                Instruction(PickleOpcode.Long1, sizeof(long));
                code.AddRange(bytes);
                break;
        }
    }

    public void Float(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        Instruction(PickleOpcode.BinFloat, bytes);
    }

    public void Text(string text)
    {
        var bytes = StrictUtf8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Instruction(PickleOpcode.BinUnicode, length);
        code.AddRange(bytes);
    }

    public void Global(PickleGlobal global) =>
        Instruction(PickleOpcode.Global, Encoding.ASCII.GetBytes($"{global.Module}\n{global.Name}\n"));

    public void Tuple(IEnumerable<long> values)
    {
        Instruction(PickleOpcode.Mark);
        foreach (var value in values)
        {
            Integer(value);
        }

        Instruction(PickleOpcode.Tuple);
    }
}
