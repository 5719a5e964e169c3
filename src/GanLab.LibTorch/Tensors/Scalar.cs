using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A number of any element type, as operators take it beside tensors.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly long Integer;
    internal readonly double Number;

    public ScalarType Type { get; }

    private Scalar(ScalarType type, long integer) => (Type, Integer, Number) = (type, integer, integer);

    private Scalar(ScalarType type, double number) => (Type, Integer, Number) = (type, (long)number, number);

    internal bool IsFloatingPoint => is_floating_point(Type);

    public static implicit operator Scalar(byte value) => new(ScalarType.Byte, (long)value);

    public static implicit operator Scalar(sbyte value) => new(ScalarType.Int8, (long)value);

    public static implicit operator Scalar(short value) => new(ScalarType.Int16, (long)value);

    public static implicit operator Scalar(int value) => new(ScalarType.Int32, (long)value);

    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value);

    public static implicit operator Scalar(Half value) => new(ScalarType.Float16, (double)value);

    public static implicit operator Scalar(float value) => new(ScalarType.Float32, (double)value);

    public static implicit operator Scalar(double value) => new(ScalarType.Float64, value);

    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1L : 0L);

    /// <summary>Nothing to free here; TorchSharp's scalars hold native memory and this one stands in for them.</summary>
    public void Dispose()
    {
    }

    public override string ToString() => IsFloatingPoint
        ? Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : Integer.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
