namespace GanLab.Formats;

/// <summary>A tensor as a file holds it: little-endian elements in row-major order.</summary>
public sealed class RawTensor
{
    /// <summary>Describes <paramref name="data"/>, without copying it.</summary>
    /// <param name="dtype">The kind of its elements.</param>
    /// <param name="shape">Sizes, outermost first; empty for a scalar.</param>
    /// <param name="data">Exactly as many bytes as type and shape say.</param>
    /// <exception cref="ArgumentException">Shape and data do not fit together.</exception>
    public RawTensor(TensorDType dtype, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (dtype.ByteCount(shape) != data.Length)
        {
            throw new ArgumentException(
                $"A {dtype} tensor of shape [{string.Join(", ", shape)}] does not take {data.Length} bytes.", nameof(data));
        }

        (DType, Shape, Data) = (dtype, shape, data);
    }

    /// <summary>The kind of the elements.</summary>
    public TensorDType DType { get; }

    /// <summary>Sizes, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements, little-endian and row-major. May be a slice of a larger array; not to be written to.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>For instance "F32[128, 100, 4, 4]".</summary>
    public override string ToString() => $"{DType}[{string.Join(", ", Shape)}]";
}
