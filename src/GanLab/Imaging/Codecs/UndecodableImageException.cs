namespace GanLab.Imaging.Codecs;

/// <summary>An image library's reason, a clause without a full stop, on its way to <see cref="ImageCodec"/>.</summary>
internal sealed class UndecodableImageException(string reason, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>Pixels beyond which a picture is taken for an attack on memory: 16,384 by 16,384.</summary>
    public const long MostPixels = 1L << 28;

    /// <summary>Pixels up to which every picture is believed, however short its file: 4,096 by 4,096.</summary>
    private const long BelievedPixels = 1L << 24;

    /// <summary>Pixels for each byte of the file beyond that; deflate can do 344 of RGB at most, and photographs ten.</summary>
    private const long MostPixelsInByte = 1024;

    /// <summary>Refuses a picture that is too large, or far too large for its file, before memory is taken for it.</summary>
    public static void ThrowIfTooLarge(int width, int height, int fileLength)
    {
        var pixels = (long)width * height;
        if (pixels > MostPixels)
        {
            throw new UndecodableImageException($"{width}x{height} pixels are more than the limit of {MostPixels}");
        }

        if (pixels > BelievedPixels && pixels > fileLength * MostPixelsInByte)
        {
            throw new UndecodableImageException($"{width}x{height} pixels cannot be in so short a file, of {fileLength} bytes");
        }
    }
}
