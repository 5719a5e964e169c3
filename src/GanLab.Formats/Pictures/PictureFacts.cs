namespace GanLab.Formats.Pictures;

/// <summary>What the first bytes of a picture file say of it; nothing was decoded.</summary>
/// <param name="Format">"PNG", "JPEG", "GIF", "WebP", "BMP" or "TIFF".</param>
/// <param name="Width">Pixels across, as declared.</param>
/// <param name="Height">Pixels down, as declared.</param>
/// <param name="Colour">How colour is stored.</param>
/// <param name="Bits">Bits of a channel, or of a number in the palette.</param>
/// <param name="HasAlpha">Whether parts can be transparent.</param>
/// <param name="IsAnimated">Whether there are several pictures in the file, of which only the first is used.</param>
public sealed record PictureFacts(
    string Format, long Width, long Height, PictureColour Colour, int Bits = 8, bool HasAlpha = false, bool IsAnimated = false);
