namespace GanLab.Formats.TorchArchive;

/// <summary>The part of a storage that a tensor shows: element (i, j, ...) is at offset + i·stride₀ + j·stride₁ + ...</summary>
/// <param name="storage">What it looks at.</param>
/// <param name="offset">In elements.</param>
/// <param name="shape">Sizes, outermost first.</param>
/// <param name="strides">In elements, one for each size.</param>
internal sealed class StridedView(TensorStorage storage, long offset, long[] shape, long[] strides)
{
    /// <summary>Why the view cannot be, or null if every element is inside the storage.</summary>
    public string? Problem()
    {
        if (shape.Length != strides.Length)
        {
            return $"it has {shape.Length} sizes but {strides.Length} strides";
        }

        if (offset < 0 || shape.Any(size => size < 0) || strides.Any(stride => stride < 0))
        {
            return "an offset, size or stride is negative";
        }

        if (storage.Type.ByteCount(shape) is not { } bytes || bytes > Array.MaxLength)
        {
            return $"it has more than {Array.MaxLength} bytes";
        }

        var last = (Int128)offset;
        for (var i = 0; i < shape.Length && last <= storage.Length; i++)
        {
            last += (Int128)Math.Max(shape[i] - 1, 0) * strides[i];
        }

        var isInside = bytes > 0 ? last < storage.Length : offset <= storage.Length;
        return isInside ? null : $"it reaches outside its storage of {storage.Length} elements";
    }

    /// <summary>Whether the elements lie in the storage one after another, in row-major order.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var i = shape.Length - 1; i >= 0; i--)
            {
                if (shape[i] != 1 && strides[i] != expected)
                {
                    return shape.Contains(0);
                }

                expected *= Math.Max(shape[i], 1);
            }

            return true;
        }
    }

    /// <summary>The elements in row-major order: a slice of the storage if they are so already, else a copy.</summary>
    public ReadOnlyMemory<byte> Elements()
    {
        var size = storage.Type.ElementSize();
        var bytes = (int)(storage.Type.ByteCount(shape) ?? 0);
        return IsContiguous ? storage.Data.AsMemory((int)offset * size, bytes) : Gathered(size, bytes);
    }

    private byte[] Gathered(int size, int bytes)
    {
        var gathered = new byte[bytes];
        var index = new long[shape.Length];
        var source = offset;
        for (var at = 0; at < bytes; at += size)
        {
            storage.Data.AsSpan((int)source * size, size).CopyTo(gathered.AsSpan(at));
            source = Advance(index, source);
        }

        return gathered;
    }

    private long Advance(long[] index, long source)
    {
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            source += strides[i];
            if (++index[i] < shape[i])
            {
                return source;
            }

            source -= strides[i] * shape[i];
            index[i] = 0;
        }

        return source;
    }
}
