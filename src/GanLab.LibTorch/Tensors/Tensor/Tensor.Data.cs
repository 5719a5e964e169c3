using GanLab.LibTorch.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>The numbers of a contiguous CPU tensor, in place: valid while the tensor lives.</summary>
        public Span<byte> bytes
        {
            get => new((void*)DataPointer(), checked((int)(numel() * ElementSize)));
            set
            {
                if (value.Length != numel() * ElementSize)
                {
                    throw new ArgumentException($"{value.Length} bytes were given for a tensor of {numel() * ElementSize}.", nameof(value));
                }

                value.CopyTo(bytes);
            }
        }

        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(is_cpu() ? this : cpu());
        }

        public T item<T>()
            where T : unmanaged
        {
            if (numel() != 1)
            {
                throw new ArgumentException($"item() needs a tensor of one element; this one has the shape [{string.Join(", ", shape)}].");
            }

            RequireType<T>();
            using var host = cpu();
            return *(T*)host.DataPointerOfAny();
        }

        internal nint DataPointer()
        {
            if (!is_cpu())
            {
                throw new InvalidOperationException($"The tensor lies on {device}; copy it to the CPU with .cpu() to read its numbers.");
            }

            if (!is_contiguous())
            {
                throw new NotImplementedException("The tensor is not contiguous; call .contiguous() first.");
            }

            return DataPointerOfAny();
        }

        internal nint DataPointerOfAny()
        {
            Check(NativeMethods.gl_tensor_data(Handle, out var data), nameof(data));
            return data;
        }

        private void RequireType<T>()
            where T : unmanaged
        {
            if (ScalarTypes.Of<T>() != dtype)
            {
                throw new ArgumentException($"The tensor holds {dtype}, not {typeof(T).Name}; convert it with .to(type) first.");
            }
        }
    }

    internal static class ScalarTypes
    {
        internal static ScalarType Of<T>()
            where T : unmanaged => Type.GetTypeCode(typeof(T)) switch
            {
                TypeCode.Byte => ScalarType.Byte,
                TypeCode.SByte => ScalarType.Int8,
                TypeCode.Int16 => ScalarType.Int16,
                TypeCode.Int32 => ScalarType.Int32,
                TypeCode.Int64 => ScalarType.Int64,
                TypeCode.Single => ScalarType.Float32,
                TypeCode.Double => ScalarType.Float64,
                TypeCode.Boolean => ScalarType.Bool,
                _ when typeof(T) == typeof(Half) => ScalarType.Float16,
                _ => throw new ArgumentException($"No tensor holds elements of type {typeof(T).Name}."),
            };
    }
}
