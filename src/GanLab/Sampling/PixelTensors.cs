using GanLab.Imaging;
using static TorchSharp.torch;

namespace GanLab.Sampling;

/// <summary>Images as tensors of bytes.</summary>
internal static class PixelTensors
{
    /// <summary>What <see cref="PixelRange.ToByte"/> makes of each number, on the device where it is.</summary>
    /// <param name="images">[N, C, H, W] in [-1, 1].</param>
    /// <returns>[N, H, W, C], contiguous; the caller's scope owns it.</returns>
    internal static Tensor ToBytes(Tensor images)
    {
        using var scope = NewDisposeScope();
        var levels = (images.to(ScalarType.Float32) + 1).mul_(127.5).round_().clamp_(0, 255).nan_to_num_(0);
        return levels.to(ScalarType.Byte).permute(0, 2, 3, 1).contiguous().MoveToOuterDisposeScope();
    }
}
