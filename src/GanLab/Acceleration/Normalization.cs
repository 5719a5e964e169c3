using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>Batch normalisation and the rectifier that follows it, as one operator if the engine has it.</summary>
internal static class Normalization
{
    /// <summary>Normalises [N, C] or [N, C, H, W] by the batch in training, else by the running statistics, and rectifies.</summary>
    /// <param name="input">What is normalised.</param>
    /// <param name="weight">Factor of each channel, [C].</param>
    /// <param name="bias">Added to each channel, [C].</param>
    /// <param name="mean">Running mean, [C].</param>
    /// <param name="variance">Running variance, [C].</param>
    /// <param name="training">Whether to normalise by the batch.</param>
    /// <param name="update">Whether a training pass moves the running statistics towards the batch's.</param>
    /// <param name="momentum">How far it moves them, in [0, 1].</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="negativeSlope">Factor of what is negative afterwards: 0 for a ReLU, 1 for no rectifier.</param>
    internal static Tensor BatchNorm(
        Tensor input, Tensor weight, Tensor bias, Tensor mean, Tensor variance, bool training, bool update, double momentum,
        double eps, double negativeSlope)
    {
#if TORCH_ENGINE_SYSTEM
        var known = !training || update;
        return LibTorch.Backend.BatchNorm(
            input, weight, bias, known ? mean : null, known ? variance : null, training, momentum, eps, negativeSlope);
#else
        using var scope = NewDisposeScope();
        var (m, v) = !training || update ? (mean, variance) : (mean.clone(), variance.clone());
        var normalized = nn.functional.batch_norm(input, m, v, weight, bias, training, momentum, eps);
        return (negativeSlope == 1 ? normalized : nn.functional.leaky_relu(normalized, negativeSlope)).MoveToOuterDisposeScope();
#endif
    }
}
