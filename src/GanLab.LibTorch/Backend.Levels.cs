using GanLab.LibTorch.Native;
using static TorchSharp.torch;

namespace GanLab.LibTorch;

public static partial class Backend
{
    /// <summary>Each byte b as b / half − 1, both rounded to single precision, in one pass over memory; laid out like the bytes where those are dense.</summary>
    /// <param name="levels">Bytes on the CPU.</param>
    /// <param name="half">Half of the greatest byte, 127.5, for numbers in [-1, 1].</param>
    /// <exception cref="TensorException">They are no bytes on the CPU.</exception>
    public static Tensor LevelsToNumbers(Tensor levels, double half)
    {
        NativeError.Check(NativeMethods.gl_levels_to_numbers(levels.Handle, half, out var result), nameof(LevelsToNumbers), levels);
        return new Tensor(result);
    }

    /// <summary>The byte nearest to (x + 1) · half for each number x, ties to even, in one pass over memory; laid out like the numbers where those are dense.</summary>
    /// <remarks>What lies below 0 or above 255 becomes those, and what is no number 0.</remarks>
    /// <param name="numbers">float32 on the CPU.</param>
    /// <param name="half">Half of the greatest byte, 127.5, for numbers in [-1, 1].</param>
    /// <exception cref="TensorException">They are no float32 on the CPU.</exception>
    public static Tensor NumbersToLevels(Tensor numbers, double half)
    {
        NativeError.Check(NativeMethods.gl_numbers_to_levels(numbers.Handle, half, out var result), nameof(NumbersToLevels), numbers);
        return new Tensor(result);
    }
}
