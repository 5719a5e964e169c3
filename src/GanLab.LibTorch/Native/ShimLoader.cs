using System.Reflection;
using System.Runtime.InteropServices;

namespace GanLab.LibTorch.Native;

/// <summary>Finds libganlab_torch.so beside the assembly and says what is missing when it, or the libtorch under it, is not there.</summary>
internal static unsafe class ShimLoader
{
    private static readonly string FileName = $"lib{NativeMethods.Library}.so";

    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(ShimLoader).Assembly, (name, assembly, search) =>
            name == NativeMethods.Library ? Load(assembly) : NativeLibrary.Load(name, assembly, search));

    // Both are read when the libraries are loaded, and neither overrides what the user has set.
    private static void PrepareEnvironment()
    {
        const int KeepWhatTheUserSet = 0;

        // OpenBLAS's own threads wait by spinning and take the processors from those that convolve; the matrix products of
        // a GAN are small, and one thread does them as fast.
        NativeMethods.SetEnvironment("OPENBLAS_NUM_THREADS", "1", KeepWhatTheUserSet);

        // OpenMP's threads spin at the end of every operator too, for long. Where another program wants a processor, that
        // makes training ten times slower; to sleep at once costs a few per cent where none does. So they spin as long as it
        // takes to come to the next small operator, some 10 µs, and then sleep.
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            NativeMethods.SetEnvironment("GOMP_SPINCOUNT", "1000", KeepWhatTheUserSet);
            NativeMethods.SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", KeepWhatTheUserSet);
        }
    }

    private static nint Load(Assembly assembly)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, FileName);
        var path = File.Exists(beside) ? beside : Path.Combine(Path.GetDirectoryName(assembly.Location) ?? "", FileName);
        try
        {
            if (!Backend.KeepsProcessSettings)
            {
                PrepareEnvironment();
            }

            var library = NativeLibrary.Load(path);
            if (!Backend.KeepsProcessSettings)
            {
                ((delegate* unmanaged<void>)NativeLibrary.GetExport(library, nameof(NativeMethods.gl_keep_freed_memory)))();
            }

            return library;
        }
        catch (DllNotFoundException exception)
        {
            throw new NativeLibraryException(
                File.Exists(path)
                    ? $"'{path}' could not be loaded: {exception.Message.ReplaceLineEndings(" ")} Install the libtorch it was built "
                        + "against (sudo apt-get install libtorch-dev), or rebuild with LIBTORCH set to a libtorch folder."
                    : $"'{path}' is missing. Build the solution again: the shim is made by `dotnet build` through CMake and needs "
                        + "g++, cmake and a libtorch (sudo apt-get install g++ cmake libtorch-dev).",
                exception);
        }
    }
}
