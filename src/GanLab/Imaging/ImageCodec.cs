using GanLab.Formats;
using GanLab.Imaging.Codecs;

namespace GanLab.Imaging;

/// <summary>Reads pictures: JPEG, PNG, GIF (its first frame), WebP, BMP and TIFF, whatever their kind of colour.</summary>
/// <remarks>
/// Transparent parts are laid on black, 16 bits become 8, cameras' rotation marks are obeyed. A file that is cut short or
/// damaged is refused, never half read. May be used from any thread. The library behind it is libvips or, with the
/// TorchSharp engine, ImageSharp.
/// </remarks>
public static class ImageCodec
{
    private const long MostBytes = 1L << 29; // a picture of the greatest size allowed, hardly compressed

    private static readonly IImageCodec Codec = ChosenCodec.Create();

    /// <summary>The library and its version, or that it is missing and how to get it; never throws.</summary>
    public static string Description
    {
        get
        {
            try
            {
                return Codec.Description;
            }
            catch (ImageLibraryMissingException exception)
            {
                return exception.Message;
            }
        }
    }

    /// <summary>Whether the library is there.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                return Codec.Description.Length > 0;
            }
            catch (ImageLibraryMissingException)
            {
                return false;
            }
        }
    }

    /// <summary>Reads the whole picture at <paramref name="path"/>.</summary>
    /// <param name="path">The file; its name does not matter, only what is in it.</param>
    /// <param name="channels">1 for grey or 3 for RGB, whichever the file has.</param>
    /// <exception cref="MalformedFileException">The file cannot be read or is no whole picture.</exception>
    /// <exception cref="ImageLibraryMissingException">libvips is not installed.</exception>
    public static Bitmap Decode(string path, int channels)
    {
        Bitmap.CheckChannels(channels);
        return Decode(path, ReadFile(path), channels, target: null);
    }

    /// <summary>Cuts a square from the middle and scales it with a filter that leaves no jagged edges.</summary>
    /// <inheritdoc cref="Decode(string, int)"/>
    /// <param name="path">The file; its name does not matter, only what is in it.</param>
    /// <param name="channels">1 for grey or 3 for RGB, whichever the file has.</param>
    /// <param name="target">The sizes.</param>
    public static Bitmap DecodeSquare(string path, int channels, SquareTarget target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Size, 1, nameof(target));
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Crop ?? 1, 1, nameof(target));
        Bitmap.CheckChannels(channels);
        return Decode(path, ReadFile(path), channels, target);
    }

    /// <summary>The same of a file that is in memory already; errors call it <paramref name="path"/>.</summary>
    internal static Bitmap DecodeSquare(string path, byte[] file, int channels, SquareTarget target) => Decode(path, file, channels, target);

    /// <summary>All bytes of a picture file.</summary>
    /// <exception cref="MalformedFileException">It cannot be read, is empty or too large for a picture.</exception>
    internal static byte[] ReadFile(string path)
    {
        try
        {
            // Pipes and devices have no length and are never opened, where reading could wait for ever.
            var length = ((File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo) ?? new FileInfo(path)).Length;
            return length == 0 ? throw WholeImageFile.Empty(path)
                : length > MostBytes ? throw MalformedFileException.TooLarge(path, "the length of the file", length, MostBytes)
                : File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw MalformedFileException.Because(
                path, $"it cannot be read ({exception.Message.TrimEnd('.')})", "check the path and the permissions", cause: exception);
        }
    }

    private static Bitmap Decode(string path, byte[] file, int channels, SquareTarget? target)
    {
        try
        {
            WholeImageFile.Check(path, file);
            var picture = Codec.Decode(file, channels, target);
            return target is { Size: var size } ? Lanczos.Scale(picture, size, size) : picture;
        }
        catch (UndecodableImageException exception)
        {
            throw MalformedFileException.Damaged(path, exception.Message, cause: exception);
        }
    }
}
