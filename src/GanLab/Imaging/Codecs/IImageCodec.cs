namespace GanLab.Imaging.Codecs;

/// <summary>What an image library must do for GanLab. May be used from any thread.</summary>
internal interface IImageCodec
{
    /// <summary>The library and its version.</summary>
    string Description { get; }

    /// <summary>
    /// Decodes as <see cref="ImageCodec"/> promises: the whole picture if <paramref name="target"/> is null, else its square,
    /// not yet scaled, or scaled down by the decoder itself to what is still at least twice the size wanted.
    /// </summary>
    /// <exception cref="UndecodableImageException">With the library's reason.</exception>
    Bitmap Decode(ReadOnlySpan<byte> file, int channels, SquareTarget? target);
}
