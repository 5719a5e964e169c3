using System.Globalization;
using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Device CPU = new(DeviceType.CPU, -1);

    public static Device META = new(DeviceType.META, -1);

    public static Device CUDA => new(DeviceType.CUDA, -1);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    /// <summary>Where a tensor lies: a kind of device and, where there are several, which one.</summary>
    public class Device
    {
        public DeviceType type { get; }

        public int index { get; }

        public Device(string description)
        {
            var parts = description.Split(':');
            var wellFormed = parts.Length is 1 or 2;
            var number = -1;
            if (!wellFormed
                || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number))
                || !Enum.TryParse<DeviceType>(parts[0], ignoreCase: true, out var kind))
            {
                throw new ArgumentException($"'{description}' is no device; write for instance \"cpu\", \"cuda\" or \"cuda:1\".", nameof(description));
            }

            (type, index) = (kind, number);
        }

        public Device(string deviceType, int index = -1)
            : this(deviceType) => this.index = index;

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        internal Device(long packed)
            : this((DeviceType)(packed >> 32), (int)packed)
        {
        }

        internal long Packed => ((long)type << 32) | (uint)index;

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        public override bool Equals(object? obj) => obj is Device other && other.type == type && other.index == index;

        public override int GetHashCode() => HashCode.Combine(type, index);
    }

    public static bool cuda_is_available() => cuda.is_available();

    public static int get_num_threads() => NativeMethods.gl_get_threads();

    public static void set_num_threads(int num) => NativeError.Check(NativeMethods.gl_set_threads(num), nameof(set_num_threads));

    public static int get_num_interop_threads() => NativeMethods.gl_get_interop_threads();

    public static void set_num_interop_threads(int num) =>
        NativeError.Check(NativeMethods.gl_set_interop_threads(num), nameof(set_num_interop_threads));
}
