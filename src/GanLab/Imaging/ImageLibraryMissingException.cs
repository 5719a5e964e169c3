namespace GanLab.Imaging;

/// <summary>The library that reads pictures is not on this machine; the message says which and how to get it.</summary>
public sealed class ImageLibraryMissingException : Exception
{
    internal ImageLibraryMissingException(string library, Exception cause)
        : base(
            $"{library}, which reads pictures, could not be loaded. Install it: sudo apt-get install libvips42. "
            + "The data sets glyphs, mnist and ring8 need no image library.",
            cause)
    {
    }
}
