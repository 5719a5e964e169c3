#if !TORCH_ENGINE_TORCHSHARP
using System.Runtime.InteropServices;

namespace GanLab.Imaging.Codecs;

/// <summary>Decodes with the libvips that is on the machine.</summary>
internal sealed class VipsCodec : IImageCodec
{
    private static readonly Lazy<bool> Ready = new(Start);

    // All threads write to one error text. To know whose it is, a decoding that failed is repeated alone.
    private static readonly ReaderWriterLockSlim Gate = new();

    public string Description
    {
        get
        {
            _ = Ready.Value;
            return $"libvips {VipsNative.Version(0)}.{VipsNative.Version(1)}.{VipsNative.Version(2)} ({VipsNative.Vips})";
        }
    }

    public Bitmap Decode(ReadOnlySpan<byte> file, int channels, SquareTarget? target)
    {
        _ = Ready.Value;
        Gate.EnterReadLock();
        try
        {
            return Read(file, channels, target);
        }
        catch (VipsException)
        {
        }
        finally
        {
            Gate.ExitReadLock();
        }

        return DecodeAlone(file, channels, target);
    }

    private static Bitmap DecodeAlone(ReadOnlySpan<byte> file, int channels, SquareTarget? target)
    {
        Gate.EnterWriteLock();
        try
        {
            VipsNative.ClearError();
            return Read(file, channels, target);
        }
        catch (VipsException exception)
        {
            throw new UndecodableImageException(ErrorText(), exception);
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    private static unsafe Bitmap Read(ReadOnlySpan<byte> file, int channels, SquareTarget? target)
    {
        fixed (byte* data = file)
        {
            using var image = Open(data, file.Length, target, out var shrink);
            using var upright = image.Apply("autorot");
            using var coloured = upright.Apply("colourspace", ("space", channels == 1 ? "b-w" : "srgb"));
            using var opaque = coloured.HasAlpha ? coloured.Apply("flatten") : coloured.Apply("copy"); // onto black
            using var bytes = opaque.Apply("cast", ("format", "uchar"));
            using var result = target is { } square ? Crop(bytes, square, shrink) : bytes.Apply("copy");
            return result.Bands == channels
                ? new Bitmap(result.Width, result.Height, channels, result.ToBytes())
                : throw new UndecodableImageException($"it has {result.Bands} channels of an unknown kind of colour");
        }
    }

    private static unsafe VipsImage Open(byte* file, int length, SquareTarget? target, out int shrink)
    {
        var loader = Marshal.PtrToStringUTF8(VipsNative.FindLoader(file, (nuint)length)) ?? throw new VipsException();
        RefuseImageMagick(loader, new ReadOnlySpan<byte>(file, length));
        var image = VipsImage.Load(loader, file, length, Strict(loader));
        try
        {
            UndecodableImageException.ThrowIfTooLarge(image.Width, image.Height, length);
        }
        catch
        {
            image.Dispose();
            throw;
        }

        shrink = IsJpeg(loader) ? target?.Shrink(image.Width, image.Height) ?? 1 : 1;
        if (shrink == 1)
        {
            return image;
        }

        image.Dispose();
        return VipsImage.Load(loader, file, length, Strict(loader), ("shrink", VipsImage.Text(shrink)));
    }

    // libvips gives to ImageMagick, which tries a hundred formats, whatever its own loaders refuse. It is needed for BMP.
    private static void RefuseImageMagick(string loader, ReadOnlySpan<byte> file)
    {
        if (loader.Contains("Magick", StringComparison.Ordinal) && !file.StartsWith("BM"u8))
        {
            throw new UndecodableImageException("libvips finds no picture in it");
        }
    }

    private static VipsImage Crop(VipsImage image, SquareTarget target, int shrink)
    {
        var (left, top, side) = target.Area(image.Width, image.Height, shrink);
        return image.Crop(left, top, side);
    }

    // libjpeg calls the missing middle of a picture a warning; what the other loaders warn about is harmless. Before
    // version 8.12 the switch had two positions.
    private static (string, string) Strict(string loader) =>
        (VipsNative.Version(0) * 100) + VipsNative.Version(1) < 812 ? ("fail", "true")
        : IsJpeg(loader) ? ("fail_on", "warning")
        : ("fail_on", "error");

    private static bool IsJpeg(string loader) => loader.Contains("Jpeg", StringComparison.Ordinal);

    private static string ErrorText() =>
        string.Join(
            "; ",
            (Marshal.PtrToStringUTF8(VipsNative.ErrorText()) ?? "")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Distinct());

    private static unsafe bool Start()
    {
        const int warning = 1 << 4;
        try
        {
            if (VipsNative.Initialise("ganlab") != 0)
            {
                throw new ImageLibraryMissingException(VipsNative.Vips, new InvalidOperationException(ErrorText()));
            }

            // Pictures are decoded side by side and each once: threads within one and a cache would only cost.
            VipsNative.SetConcurrency(1);
            VipsNative.SetCacheSize(0);
            VipsNative.SetLogHandler("VIPS", warning, &Ignore, 0);
            return true;
        }
        catch (DllNotFoundException exception)
        {
            throw new ImageLibraryMissingException(VipsNative.Vips, exception);
        }
    }

    // A library does not print; what matters comes as an error.
    [UnmanagedCallersOnly]
    private static void Ignore(nint domain, int level, nint message, nint data)
    {
    }
}
#endif
