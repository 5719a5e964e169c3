using GanLab.Formats;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>Carries tensors to and from the bytes that files hold.</summary>
public static class TensorBytes
{
    /// <summary>A copy of the numbers of <paramref name="tensor"/>, in row-major order, from whatever device it is on.</summary>
    public static RawTensor From(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var dense = tensor.detach().cpu().contiguous();
        return new RawTensor(TypeOf(tensor.dtype), dense.shape, dense.bytes.ToArray());
    }

    /// <summary>A tensor on the CPU with the numbers of <paramref name="raw"/>; the caller's scope owns it.</summary>
    public static Tensor To(RawTensor raw)
    {
        var tensor = empty([.. raw.Shape], TypeOf(raw.DType));
        raw.Data.Span.CopyTo(tensor.bytes);
        return tensor;
    }

    private static TensorDType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => TensorDType.F32,
        ScalarType.Float64 => TensorDType.F64,
        ScalarType.Float16 => TensorDType.F16,
        ScalarType.BFloat16 => TensorDType.BF16,
        ScalarType.Int64 => TensorDType.I64,
        ScalarType.Int32 => TensorDType.I32,
        ScalarType.Int16 => TensorDType.I16,
        ScalarType.Int8 => TensorDType.I8,
        ScalarType.Byte => TensorDType.U8,
        ScalarType.Bool => TensorDType.BOOL,
        _ => throw new NotSupportedException($"Tensors of {type} cannot be saved."),
    };

    private static ScalarType TypeOf(TensorDType type) => type switch
    {
        TensorDType.F32 => ScalarType.Float32,
        TensorDType.F64 => ScalarType.Float64,
        TensorDType.F16 => ScalarType.Float16,
        TensorDType.BF16 => ScalarType.BFloat16,
        TensorDType.I64 => ScalarType.Int64,
        TensorDType.I32 => ScalarType.Int32,
        TensorDType.I16 => ScalarType.Int16,
        TensorDType.I8 => ScalarType.Int8,
        TensorDType.U8 => ScalarType.Byte,
        TensorDType.BOOL => ScalarType.Bool,
        _ => throw new NotSupportedException($"Tensors of {type} cannot be loaded."),
    };
}
