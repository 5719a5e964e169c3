#if !TORCH_ENGINE_TORCHSHARP
using System.Runtime.InteropServices;

namespace GanLab.Imaging.Codecs;

/// <summary>The functions of libturbojpeg (version 2 of its interface, of 2021) that decoding needs.</summary>
internal static partial class TurboJpegNative
{
    public const int Rgb = 0;
    public const int Grey = 6;

    public const int ColoursRgb = 0;
    public const int ColoursYCbCr = 1;
    public const int ColoursGrey = 2;

    public const int FastUpsampling = 256;
    public const int LimitScans = 32768;

    private const string Library = "libturbojpeg.so.0";

    public static bool IsPresent() =>
        NativeLibrary.TryLoad(Library, out var library) && NativeLibrary.TryGetExport(library, "tjDecompressHeader3", out _);

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial nint NewDecoder();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Free(nint decoder);

    /// <summary>Returns 0 or, for what is damaged or unknown, -1.</summary>
    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static unsafe partial int ReadHeader(
        nint decoder, byte* file, CULong length, out int width, out int height, out int subsampling, out int colours);

    /// <summary>Returns 0 or, also for a warning, -1.</summary>
    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static unsafe partial int Decode(
        nint decoder, byte* file, CULong length, byte* pixels, int width, int pitch, int height, int format, int flags);
}
#endif
