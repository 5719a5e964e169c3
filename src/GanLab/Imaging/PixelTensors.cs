using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Imaging;

/// <summary><see cref="PixelRange"/> for whole tensors, on the device where they are.</summary>
internal static class PixelTensors
{
    private const float Half = 127.5f;

    /// <summary>What <see cref="PixelRange.ToByte"/> makes of each number.</summary>
    /// <param name="images">[N, C, H, W] in [-1, 1].</param>
    /// <returns>[N, H, W, C], contiguous; the caller's scope owns it.</returns>
    internal static Tensor ToBytes(Tensor images)
    {
        using var scope = NewDisposeScope();
        return Levels.OfNumbers(images, Half).permute(0, 2, 3, 1).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>What <see cref="PixelRange.ToSample(byte)"/> makes of each byte, bit for bit.</summary>
    /// <param name="pixels">[N, H, W, C], bytes.</param>
    /// <returns>float32 [N, C, H, W], the channels innermost in memory where there are several; the caller's scope owns it.</returns>
    internal static Tensor ToSamples(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var values = Levels.ToNumbers(pixels, Half);
        // A single channel is innermost and outermost at once; laid out as one is elsewhere, it takes the same kernels.
        var (n, height, width, channels) = (values.shape[0], values.shape[1], values.shape[2], values.shape[3]);
        return (channels == 1 ? values.view(n, 1, height, width) : values.permute(0, 3, 1, 2)).MoveToOuterDisposeScope();
    }
}
