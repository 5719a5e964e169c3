#if TORCH_ENGINE_TORCHSHARP
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace GanLab.Imaging.Codecs;

/// <summary>Decodes with the ImageSharp package, which comes with the TorchSharp engine.</summary>
internal sealed class ImageSharpCodec : IImageCodec
{
    private static readonly DecoderOptions FirstFrame = new() { MaxFrames = 1 };

    public string Description => $"ImageSharp {typeof(Image).Assembly.GetName().Version?.ToString(3)}";

    public Bitmap Decode(ReadOnlySpan<byte> file, int channels, SquareTarget? target)
    {
        try
        {
            var info = Image.Identify(file);
            UndecodableImageException.ThrowIfTooLarge(info.Width, info.Height, file.Length);
            using var image = LoadOnBlack(file);
            if (target is { } square)
            {
                Crop(image, square);
            }

            return ToBitmap(image, channels);
        }
        catch (Exception exception) when (exception is not (UndecodableImageException or OutOfMemoryException))
        {
            // Decoders fed with hostile bytes throw far more than the library's own exceptions.
            throw new UndecodableImageException(exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' '), exception);
        }
    }

    private static Image<Rgba32> LoadOnBlack(ReadOnlySpan<byte> file)
    {
        using var image = Image.Load<Rgba32>(FirstFrame, file);
        image.Mutate(context => context.AutoOrient());
        var rgba = new byte[image.Width * image.Height * 4];
        image.CopyPixelDataTo(rgba);
        for (var i = 0; i < rgba.Length; i += 4)
        {
            var alpha = rgba[i + 3];
            rgba[i] = Part(rgba[i], alpha);
            rgba[i + 1] = Part(rgba[i + 1], alpha);
            rgba[i + 2] = Part(rgba[i + 2], alpha);
            rgba[i + 3] = byte.MaxValue;
        }

        return Image.LoadPixelData<Rgba32>(rgba, image.Width, image.Height);
    }

    private static byte Part(byte value, byte alpha) => (byte)(((value * alpha) + 127) / 255);

    private static void Crop(Image<Rgba32> image, SquareTarget target)
    {
        var side = target.Side(image.Width, image.Height);
        var square = new Rectangle((image.Width - side) / 2, (image.Height - side) / 2, side, side);
        image.Mutate(context => context.Crop(square));
    }

    private static Bitmap ToBitmap(Image<Rgba32> image, int channels)
    {
        var rgba = new byte[image.Width * image.Height * 4];
        image.CopyPixelDataTo(rgba);
        var pixels = new byte[image.Width * image.Height * channels];
        for (var i = 0; i < rgba.Length / 4; i++)
        {
            var (red, green, blue) = (rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2]);
            if (channels == 1)
            {
                pixels[i] = (byte)MathF.Round((0.2126f * red) + (0.7152f * green) + (0.0722f * blue)); // ITU-R BT.709
            }
            else
            {
                (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (red, green, blue);
            }
        }

        return new Bitmap(image.Width, image.Height, channels, pixels);
    }
}
#endif
