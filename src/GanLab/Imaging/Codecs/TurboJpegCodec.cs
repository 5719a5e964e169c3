#if !TORCH_ENGINE_TORCHSHARP
using System.Collections.Concurrent;

namespace GanLab.Imaging.Codecs;

/// <summary>Decodes ordinary JPEGs with libjpeg-turbo alone: the library that libvips decodes them with, without the pipeline around it.</summary>
/// <remarks>
/// The bytes are those that libvips gives. Whatever is not plain (turned by the camera, four colours, grey from colour,
/// damaged) is left to libvips, and so is everything where the library is not on the machine.
/// </remarks>
/// <param name="others">Decodes the rest.</param>
internal sealed class TurboJpegCodec(IImageCodec others) : IImageCodec
{
    private static readonly Lazy<bool> Present = new(TurboJpegNative.IsPresent);

    // One for each thread that decodes at a time; they are kept as long as the process.
    private static readonly ConcurrentBag<nint> Idle = [];

    public string Description => others.Description + (Present.Value ? ", JPEG by libjpeg-turbo" : "");

    public Bitmap Decode(ReadOnlySpan<byte> file, int channels, SquareTarget? target) =>
        TryDecode(file, channels, target) ?? others.Decode(file, channels, target);

    /// <summary>The picture, or null where it is left to others.</summary>
    internal static Bitmap? TryDecode(ReadOnlySpan<byte> file, int channels, SquareTarget? target)
    {
        if (!Present.Value || !file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) || !JpegOrientation.IsUpright(file))
        {
            return null;
        }

        if (!Idle.TryTake(out var decoder) && (decoder = TurboJpegNative.NewDecoder()) == 0)
        {
            return null;
        }

        Bitmap? picture = null;
        try
        {
            return picture = Decode(decoder, file, channels, target);
        }
        finally
        {
            if (picture is null)
            {
                _ = TurboJpegNative.Free(decoder); // what a damaged picture has left in it shall not meet the next
            }
            else
            {
                Idle.Add(decoder);
            }
        }
    }

    private static unsafe Bitmap? Decode(nint decoder, ReadOnlySpan<byte> file, int channels, SquareTarget? target)
    {
        fixed (byte* data = file)
        {
            if (TurboJpegNative.ReadHeader(decoder, data, new((nuint)file.Length), out var width, out var height, out _, out var colours) != 0
                || !IsPlain(colours, channels))
            {
                return null;
            }

            UndecodableImageException.ThrowIfTooLarge(width, height, file.Length);
            var shrink = target?.Shrink(width, height) ?? 1;
            // Smooth upsampling of the colours would be lost in shrinking, so that libvips leaves it out too.
            var flags = TurboJpegNative.LimitScans | (shrink > 1 ? TurboJpegNative.FastUpsampling : 0);
            var (across, down) = ((width + shrink - 1) / shrink, (height + shrink - 1) / shrink);
            using var whole = new BorrowedArray<byte>(across * down * channels);
            fixed (byte* room = whole.Array)
            {
                var format = channels == 1 ? TurboJpegNative.Grey : TurboJpegNative.Rgb;
                // Fails also for what is only a warning, such as the missing end of a picture.
                if (TurboJpegNative.Decode(decoder, data, new((nuint)file.Length), room, across, across * channels, down, format, flags) != 0)
                {
                    return null;
                }
            }

            // libvips leaves out the last column and row where they do not fill a pixel.
            return target is { } square ? Cut(whole.Array, across, square.Area(width / shrink, height / shrink, shrink), channels)
                : new Bitmap(across, down, channels, whole.Array[..(across * down * channels)]);
        }
    }

    private static Bitmap Cut(byte[] whole, int across, (int Left, int Top, int Side) square, int channels)
    {
        var length = square.Side * channels;
        var pixels = new byte[square.Side * length];
        for (var y = 0; y < square.Side; y++)
        {
            whole.AsSpan((((square.Top + y) * across) + square.Left) * channels, length).CopyTo(pixels.AsSpan(y * length));
        }

        return new Bitmap(square.Side, square.Side, channels, pixels);
    }

    // libjpeg-turbo's grey is the luma of BT.601, libvips's the lightness of the eye.
    private static bool IsPlain(int colours, int channels) => colours switch
    {
        TurboJpegNative.ColoursGrey => true,
        TurboJpegNative.ColoursRgb or TurboJpegNative.ColoursYCbCr => channels == 3,
        _ => false,
    };
}
#endif
