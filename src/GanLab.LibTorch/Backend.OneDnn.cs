using System.Globalization;
using System.Runtime.InteropServices;

namespace GanLab.LibTorch;

public static unsafe partial class Backend
{
    /// <summary>The instruction set that oneDNN compiles convolutions for, for instance "AVX512_CORE_AMX".</summary>
    /// <value>A hexadecimal number where oneDNN's answer has no name here; null where there is no oneDNN to ask.</value>
    public static string? OneDnnInstructionSet
    {
        get
        {
            // A library of its own on Debian; elsewhere it is part of libtorch, which may hide its names.
            foreach (var path in (string[])[LoadedLibrary("libdnnl", "libmkldnn"), LibraryPath])
            {
                if (path.Length > 0 && NativeLibrary.TryLoad(path, out var library))
                {
                    // The library is loaded anyway; this only gives back the reference taken to look into it.
                    var found = NativeLibrary.TryGetExport(library, "dnnl_get_effective_cpu_isa", out var function);
                    var answer = found ? ((delegate* unmanaged<int>)function)() : 0;
                    NativeLibrary.Free(library);
                    if (found)
                    {
                        return InstructionSetName(answer);
                    }
                }
            }

            return null;
        }
    }

    // dnnl_cpu_isa_t: each set holds the bits of those it includes. The numbers of oneDNN 2 and 3 that agree or do not clash.
    private static string InstructionSetName(int set) => set switch
    {
        0x01 => "SSE41",
        0x03 => "AVX",
        0x07 => "AVX2",
        0x27 => "AVX512_CORE",
        0x67 => "AVX512_CORE_VNNI",
        0xE7 => "AVX512_CORE_BF16",
        0x1EF => "AVX512_CORE_FP16",
        0x3E7 or 0xFEF => "AVX512_CORE_AMX",
        0x407 => "AVX2_VNNI",
        _ => $"0x{set.ToString("x", CultureInfo.InvariantCulture)}",
    };
}
