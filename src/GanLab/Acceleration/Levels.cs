using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>Between bytes and the numbers that they stand for: in one pass over memory, if the engine can.</summary>
internal static class Levels
{
    /// <summary>Each byte b as b / half − 1, float32; the caller's scope owns it.</summary>
    internal static Tensor ToNumbers(Tensor levels, float half)
    {
        using var scope = NewDisposeScope();
#if TORCH_ENGINE_SYSTEM
        if (!levels.is_cuda)
        {
            return LibTorch.Backend.LevelsToNumbers(levels, half).MoveToOuterDisposeScope();
        }
#endif
        // Divided by a tensor: CUDA multiplies by the reciprocal of a number, which rounds otherwise.
        var divisor = full([], half, ScalarType.Float32, levels.device);
        return levels.to(ScalarType.Float32).div_(divisor).sub_(1).MoveToOuterDisposeScope();
    }

    /// <summary>The byte nearest to (x + 1) · half for each number x, ties to even, NaN as 0; the caller's scope owns it.</summary>
    internal static Tensor OfNumbers(Tensor numbers, float half)
    {
        using var scope = NewDisposeScope();
        var single = numbers.to(ScalarType.Float32);
#if TORCH_ENGINE_SYSTEM
        if (!single.is_cuda)
        {
            return LibTorch.Backend.NumbersToLevels(single, half).MoveToOuterDisposeScope();
        }
#endif
        return (single + 1).mul_(half).round_().clamp_(0, 255).nan_to_num_(0).to(ScalarType.Byte).MoveToOuterDisposeScope();
    }
}
