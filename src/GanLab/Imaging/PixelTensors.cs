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
        return Levels(images.to(ScalarType.Float32)).permute(0, 2, 3, 1).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>What <see cref="PixelRange.ToSample(byte)"/> makes of each byte, bit for bit.</summary>
    /// <param name="pixels">[N, H, W, C], bytes.</param>
    /// <returns>float32 [N, C, H, W], the channels innermost in memory where there are several; the caller's scope owns it.</returns>
    internal static Tensor ToSamples(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var values = Numbers(pixels);
        // A single channel is innermost and outermost at once; laid out as one is elsewhere, it takes the same kernels.
        var (n, height, width, channels) = (values.shape[0], values.shape[1], values.shape[2], values.shape[3]);
        return (channels == 1 ? values.view(n, 1, height, width) : values.permute(0, 3, 1, 2)).MoveToOuterDisposeScope();
    }

    private static Tensor Levels(Tensor numbers)
    {
#if TORCH_ENGINE_SYSTEM
        if (!numbers.is_cuda)
        {
            return LibTorch.Backend.NumbersToLevels(numbers, Half);
        }
#endif
        return (numbers + 1).mul_(Half).round_().clamp_(0, 255).nan_to_num_(0).to(ScalarType.Byte);
    }

    private static Tensor Numbers(Tensor levels)
    {
#if TORCH_ENGINE_SYSTEM
        if (!levels.is_cuda)
        {
            return LibTorch.Backend.LevelsToNumbers(levels, Half);
        }
#endif
        // Divided by a tensor: CUDA multiplies by the reciprocal of a number, which rounds otherwise.
        var half = full([], Half, ScalarType.Float32, levels.device);
        return levels.to(ScalarType.Float32).div_(half).sub_(1);
    }
}
