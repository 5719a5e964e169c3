namespace GanLab.Imaging.Codecs;

/// <summary>An image library's reason, a clause without a full stop, on its way to <see cref="ImageCodec"/>.</summary>
internal sealed class UndecodableImageException(string reason, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>Pixels beyond which a picture is taken for an attack on memory: 16,384 by 16,384.</summary>
    public const long MostPixels = 1L << 28;

    public static void ThrowIfTooLarge(int width, int height)
    {
        if ((long)width * height > MostPixels)
        {
            throw new UndecodableImageException($"{width}x{height} pixels are more than the limit of {MostPixels}");
        }
    }
}
