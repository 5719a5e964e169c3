using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GanLab.Formats.TensorBoard;

/// <summary>A protocol buffer message, field by field: the little of that encoding that events need.</summary>
internal sealed class ProtocolMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> bytes = new();

    public ProtocolMessage Integer(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    public ProtocolMessage Double(int field, double value)
    {
        Span<byte> buffer = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(buffer, value);
        Tag(field, Fixed64);
        bytes.Write(buffer);
        return this;
    }

    public ProtocolMessage Single(int field, float value)
    {
        Span<byte> buffer = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(buffer, value);
        Tag(field, Fixed32);
        bytes.Write(buffer);
        return this;
    }

    public ProtocolMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited);
        WriteVarint((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    public ProtocolMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtocolMessage Message(int field, ProtocolMessage value) => Bytes(field, value.ToArray());

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    private void Tag(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Write([(byte)(value | 0x80)]);
        }

        bytes.Write([(byte)value]);
    }
}
