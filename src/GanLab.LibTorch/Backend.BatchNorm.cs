using GanLab.LibTorch.Native;
using static TorchSharp.torch;

namespace GanLab.LibTorch;

public static unsafe partial class Backend
{
    /// <summary>Batch normalisation of [N, C] or [N, C, H, W] and the rectifier after it, in one operator.</summary>
    /// <param name="input">What is normalised.</param>
    /// <param name="weight">Factor of each channel, [C].</param>
    /// <param name="bias">Added to each channel, [C].</param>
    /// <param name="mean">Running mean [C]; null in training where it is not to be updated.</param>
    /// <param name="variance">Running variance [C]; null where <paramref name="mean"/> is.</param>
    /// <param name="training">Whether to normalise by the batch, otherwise by the running statistics.</param>
    /// <param name="momentum">Weight of the batch in the running statistics.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="negativeSlope">Factor of what is negative afterwards: 0 for a ReLU, 1 for no rectifier.</param>
    /// <exception cref="TensorException">Shapes or types do not fit.</exception>
    public static Tensor BatchNorm(
        Tensor input, Tensor weight, Tensor bias, Tensor? mean, Tensor? variance, bool training, double momentum, double eps,
        double negativeSlope)
    {
        var status = NativeMethods.gl_batch_norm(
            input.Handle, weight.Handle, bias.Handle, mean?.Handle ?? 0, variance?.Handle ?? 0, training ? 1 : 0, momentum, eps,
            negativeSlope, out var result);
        GC.KeepAlive(mean);
        GC.KeepAlive(variance);
        NativeError.Check(status, nameof(BatchNorm), input, weight);
        return new Tensor(result);
    }
}
