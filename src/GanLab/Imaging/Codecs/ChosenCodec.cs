namespace GanLab.Imaging.Codecs;

/// <summary>The image library that goes with the tensor engine.</summary>
internal static class ChosenCodec
{
    /// <summary>libvips, and libjpeg-turbo for JPEGs, with the system engine; ImageSharp with TorchSharp.</summary>
    internal static IImageCodec Create() =>
#if TORCH_ENGINE_TORCHSHARP
        new ImageSharpCodec();
#else
        new TurboJpegCodec(new VipsCodec());
#endif
}
