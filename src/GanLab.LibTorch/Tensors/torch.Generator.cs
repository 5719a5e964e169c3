using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of pseudo-random numbers with a state that can be saved.</summary>
    public class Generator : IDisposable
    {
        private readonly bool owned;

        public IntPtr Handle { get; private set; }

        public Device device { get; }

        public static Generator Default
        {
            get
            {
                NativeError.Check(NativeMethods.gl_generator_default(CPU.Packed, out var handle), nameof(Generator));
                return new Generator(handle, CPU);
            }
        }

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            NativeError.Check(NativeMethods.gl_generator_new(this.device.Packed, seed, out var handle), nameof(Generator));
            (Handle, owned) = (handle, true);
        }

        private Generator(nint handle, Device device) => (Handle, this.device, owned) = (handle, device, true);

        ~Generator() => Dispose(false);

        public Tensor get_state()
        {
            NativeError.Check(NativeMethods.gl_generator_get_state(Handle, out var state), nameof(get_state));
            return new Tensor(state);
        }

        public void set_state(Tensor value) =>
            NativeError.Check(NativeMethods.gl_generator_set_state(Handle, value.Handle), nameof(set_state), Argument.Describe(value));

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.gl_generator_set_seed(Handle, (ulong)seed), nameof(manual_seed));
            return this;
        }

        public long seed()
        {
            NativeError.Check(NativeMethods.gl_generator_reseed(Handle, out var seed), nameof(seed));
            return (long)seed;
        }

        public long initial_seed()
        {
            NativeError.Check(NativeMethods.gl_generator_current_seed(Handle, out var seed), nameof(initial_seed));
            return (long)seed;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (owned && Handle != 0)
            {
                NativeMethods.gl_generator_free(Handle);
                Handle = 0;
            }
        }
    }

    public static Generator manual_seed(long seed)
    {
        NativeError.Check(NativeMethods.gl_manual_seed((ulong)seed), nameof(manual_seed));
        return Generator.Default;
    }

    public static long initial_seed()
    {
        using var generator = Generator.Default;
        return generator.initial_seed();
    }

    public static Tensor get_rng_state()
    {
        using var generator = Generator.Default;
        return generator.get_state();
    }

    public static void set_rng_state(Tensor new_state)
    {
        using var generator = Generator.Default;
        generator.set_state(new_state);
    }

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed() => torch.initial_seed();

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
