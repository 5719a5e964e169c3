using System.Buffers.Binary;

namespace GanLab.Formats.TensorBoard;

/// <summary>The frame of one TFRecord: length (8 bytes), its checksum (4), content, the content's checksum (4), little-endian.</summary>
internal static class RecordFrame
{
    private const int HeaderLength = 12;
    private const int FooterLength = 4;

    public static byte[] Around(ReadOnlySpan<byte> content)
    {
        var frame = new byte[HeaderLength + content.Length + FooterLength];
        BinaryPrimitives.WriteInt64LittleEndian(frame, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(sizeof(long)), Crc32C.Masked(frame.AsSpan(0, sizeof(long))));
        content.CopyTo(frame.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeaderLength + content.Length), Crc32C.Masked(content));
        return frame;
    }
}
