using System.Runtime.InteropServices;
using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        Given(data).to(dtype ?? data.dtype, device ?? data.device);

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        return rawArray switch
        {
            _ when rawArray.GetType().GetElementType() == typeof(float) => FromArray<float>(rawArray, dtype, device, requires_grad, names),
            _ when rawArray.GetType().GetElementType() == typeof(double) => FromArray<double>(rawArray, dtype, device, requires_grad, names),
            _ when rawArray.GetType().GetElementType() == typeof(long) => FromArray<long>(rawArray, dtype, device, requires_grad, names),
            _ when rawArray.GetType().GetElementType() == typeof(int) => FromArray<int>(rawArray, dtype, device, requires_grad, names),
            _ when rawArray.GetType().GetElementType() == typeof(short) => FromArray<short>(rawArray, dtype, device, requires_grad, names),
            _ when rawArray.GetType().GetElementType() == typeof(byte) => FromArray<byte>(rawArray, dtype, device, requires_grad, names),
            _ when rawArray.GetType().GetElementType() == typeof(sbyte) => FromArray<sbyte>(rawArray, dtype, device, requires_grad, names),
            _ when rawArray.GetType().GetElementType() == typeof(bool) => FromArray<bool>(rawArray, dtype, device, requires_grad, names),
            _ => throw new NotImplementedException($"This engine makes no tensor of an array of {rawArray.GetType().GetElementType()}."),
        };
    }

    /// <summary>A copy of the array's bytes read as numbers of the type: TorchSharp shares the memory, this engine does not.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        var bytes = BytesOf(rawArray)[checked((int)offset)..];
        var size = dtype.ElementSize();
        var numbers = count < 0 ? bytes.Length / size : count;
        if (numbers * size > bytes.Length)
        {
            throw new ArgumentException($"{bytes.Length} bytes do not hold {numbers} numbers of type {dtype}.", nameof(count));
        }

        var result = empty((long[])[numbers], dtype);
        bytes[..(int)(numbers * size)].CopyTo(result.bytes);
        return requires_grad ? result.requires_grad_() : result;
    }

    private static Span<byte> BytesOf(Array array) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));

    private static Tensor FromArray<T>(Array values, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
        where T : unmanaged
    {
        var shape = Enumerable.Range(0, values.Rank).Select(values.GetLongLength).ToArray();
        return FromSpan<T>(MemoryMarshal.Cast<byte, T>(BytesOf(values)), shape, dtype, device, requires_grad, names);
    }

    private static Tensor FromSpan<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
        where T : unmanaged
    {
        RefuseNames(names);
        long expected = 1;
        foreach (var dimension in dimensions)
        {
            expected = checked(expected * dimension);
        }

        if (expected != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", dimensions.ToArray())}].", nameof(dimensions));
        }

        var result = Aten.empty.Call(dimensions.ToArray(), ScalarTypes.Of<T>(), Argument.None, CPU);
        MemoryMarshal.AsBytes(values).CopyTo(result.bytes);
        if (dtype is not null || device is { type: not DeviceType.CPU })
        {
            result = result.to(dtype ?? result.dtype, device ?? CPU, disposeAfter: true);
        }

        return requires_grad ? result.requires_grad_() : result;
    }
}
