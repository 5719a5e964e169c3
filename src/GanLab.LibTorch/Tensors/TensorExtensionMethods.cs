using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentException($"Unknown element type {type}.", nameof(type)),
    };

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));

    public static Parameter AsParameter(this Tensor tensor) => new(tensor);

    public static float ToSingle(this Tensor value) => Number(value, ScalarType.Float32).item<float>();

    public static double ToDouble(this Tensor value) => Number(value, ScalarType.Float64).item<double>();

    public static int ToInt32(this Tensor value) => Number(value, ScalarType.Int32).item<int>();

    public static long ToInt64(this Tensor value) => Number(value, ScalarType.Int64).item<long>();

    public static byte ToByte(this Tensor value) => Number(value, ScalarType.Byte).item<byte>();

    public static bool ToBoolean(this Tensor value) => Number(value, ScalarType.Bool).item<bool>();

    private static Tensor Number(Tensor value, ScalarType type) => value.dtype == type ? value : value.to(type, CPU);
}
