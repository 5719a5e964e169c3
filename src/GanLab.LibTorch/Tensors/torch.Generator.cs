using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of pseudo-random numbers with a state that can be saved.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        /// <exception cref="ObjectDisposedException">The generator was disposed.</exception>
        public IntPtr Handle => handle != 0
            ? handle
            : throw new ObjectDisposedException(nameof(Generator), "The generator was disposed; make another with new torch.Generator(seed).");

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
            NativeError.Check(NativeMethods.gl_generator_new(this.device.Packed, seed, out handle), nameof(Generator));
        }

        private Generator(nint handle, Device device) => (this.handle, this.device) = (handle, device);

        // May free on the finalizer's thread: the count of references is atomic and a generator belongs to no thread.
        ~Generator() => Dispose(false);

        public Tensor get_state()
        {
            var status = NativeMethods.gl_generator_get_state(Handle, out var state);
            GC.KeepAlive(this);
            NativeError.Check(status, nameof(get_state));
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            var status = NativeMethods.gl_generator_set_state(Handle, value.Handle);
            GC.KeepAlive(this);
            GC.KeepAlive(value);
            NativeError.Check(status, nameof(set_state), Argument.Describe(value));
        }

        public Generator manual_seed(long seed)
        {
            NativeError.Check(NativeMethods.gl_generator_set_seed(Handle, (ulong)seed), nameof(manual_seed));
            return this;
        }

        public long seed()
        {
            var status = NativeMethods.gl_generator_reseed(Handle, out var seed);
            GC.KeepAlive(this);
            NativeError.Check(status, nameof(seed));
            return (long)seed;
        }

        public long initial_seed()
        {
            var status = NativeMethods.gl_generator_current_seed(Handle, out var seed);
            GC.KeepAlive(this);
            NativeError.Check(status, nameof(initial_seed));
            return (long)seed;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref handle, 0) is var last and not 0)
            {
                NativeMethods.gl_generator_free(last);
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
