namespace GanLab.Formats;

/// <summary>What is known of each <see cref="TensorDType"/>.</summary>
public static class TensorDTypes
{
    /// <summary>Bytes in one element.</summary>
    public static int ElementSize(this TensorDType type) => type switch
    {
        TensorDType.BOOL or TensorDType.U8 or TensorDType.I8 => 1,
        TensorDType.I16 or TensorDType.F16 or TensorDType.BF16 => 2,
        TensorDType.I32 or TensorDType.F32 => 4,
        TensorDType.F64 or TensorDType.I64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a member of TensorDType."),
    };

    /// <summary>Bytes in a tensor of <paramref name="shape"/>, or null where that exceeds 64 bits or a size is negative.</summary>
    public static long? ByteCount(this TensorDType type, IReadOnlyList<long> shape)
    {
        // Everything from the first to the last factor is checked, even when a zero would hide an overflow: a shape such as
        // [2^62, 2^62, 0] is never honest.
        var count = (Int128)type.ElementSize();
        var isEmpty = false;
        foreach (var size in shape)
        {
            isEmpty |= size == 0;
            count *= Math.Max(size, 1);
            if (size < 0 || count > long.MaxValue)
            {
                return null;
            }
        }

        return isEmpty ? 0 : (long)count;
    }
}
