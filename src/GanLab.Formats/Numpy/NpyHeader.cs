using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace GanLab.Formats.Numpy;

/// <summary>What a .npy file says before its numbers (NumPy Enhancement Proposal 1, format 1.0).</summary>
internal static class NpyHeader
{
    private const int Alignment = 64; // of the numbers, so that they can be used where a mapping puts them
    private const int MostDimensions = 32; // of NumPy 1; NumPy 2 has 64
    private const int LengthSize = sizeof(ushort);

    private static ReadOnlySpan<byte> Start => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>The bytes that go before the numbers of an array, which follow row-major.</summary>
    /// <exception cref="ArgumentException">NumPy has no such type, or has no arrays of so many dimensions.</exception>
    public static byte[] Of(TensorDType type, IReadOnlyList<long> shape)
    {
        if (shape.Count > MostDimensions)
        {
            throw new ArgumentException($"NumPy has arrays of at most {MostDimensions} dimensions, not {shape.Count}.", nameof(shape));
        }

        var sizes = string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + (shape.Count == 1 ? "," : "");
        var text = $"{{'descr': '{Description(type)}', 'fortran_order': False, 'shape': ({sizes}), }}";
        var start = Start.Length + LengthSize;
        var length = start + text.Length + 1; // with the line feed
        length += (Alignment - (length % Alignment)) % Alignment;

        var header = new byte[length];
        Start.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Start.Length), (ushort)(length - start));
        header.AsSpan(start).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(start));
        header[^1] = (byte)'\n';
        return header;
    }

    private static string Description(TensorDType type) => type switch
    {
        TensorDType.BOOL => "|b1",
        TensorDType.U8 => "|u1",
        TensorDType.I8 => "|i1",
        TensorDType.I16 => "<i2",
        TensorDType.F16 => "<f2",
        TensorDType.I32 => "<i4",
        TensorDType.F32 => "<f4",
        TensorDType.F64 => "<f8",
        TensorDType.I64 => "<i8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "NumPy has no such type."),
    };
}
