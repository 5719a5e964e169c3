using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class cuda
    {
        public static bool is_available() => NativeMethods.gl_cuda_is_available() != 0;

        public static bool is_cudnn_available() => NativeMethods.gl_cudnn_is_available() != 0;

        public static int device_count() => NativeMethods.gl_cuda_device_count();

        public static void manual_seed(long seed) => manual_seed_all(seed);

        public static void manual_seed_all(long seed) =>
            NativeError.Check(NativeMethods.gl_cuda_manual_seed_all((ulong)seed), nameof(manual_seed_all));

        public static void synchronize(Device? device = null) =>
            NativeError.Check(NativeMethods.gl_cuda_synchronize(device?.index ?? -1), nameof(synchronize));
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static bool allow_tf32
                {
                    get => NativeMethods.gl_get_matmul_tf32() != 0;
                    set => NativeMethods.gl_set_matmul_tf32(value ? 1 : 0);
                }
            }
        }

        public static class cudnn
        {
            public static bool allow_tf32
            {
                get => NativeMethods.gl_get_cudnn_tf32() != 0;
                set => NativeMethods.gl_set_cudnn_tf32(value ? 1 : 0);
            }
        }
    }
}
