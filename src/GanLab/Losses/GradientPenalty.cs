using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>Pulls the norm of a critic's gradient towards 1 between real and generated samples (WGAN-GP, Gulrajani et al. 2017, eq. 3).</summary>
/// <remarks>
/// Each sample's score must be its own, so batch normalisation in the critic makes it meaningless (their §4). To be computed
/// in fp32: the gradient of a gradient is beyond what bfloat16 can hold.
/// </remarks>
public static class GradientPenalty
{
    /// <summary>E[(‖∇D(x̂)‖₂ − 1)²], a scalar to be differentiated by the weights of D; λ is left to the caller.</summary>
    /// <param name="critic">D, from [N, C, H, W] to scores [N].</param>
    /// <param name="samples">x̂, see <see cref="Between"/>.</param>
    public static Tensor Of(Func<Tensor, Tensor> critic, Tensor samples)
    {
        using var scope = NewDisposeScope();
        var points = samples.detach().requires_grad_();
        var gradients = autograd.grad([critic(points).sum()], [points], create_graph: true)[0];
        return (linalg.vector_norm(gradients, 2, [1, 2, 3]) - 1).square().mean().MoveToOuterDisposeScope();
    }

    /// <summary>x̂ = ε·real + (1 − ε)·fake: points on the lines between pairs of samples.</summary>
    /// <param name="real">[N, C, H, W].</param>
    /// <param name="fake">Likewise; what was made under autocast becomes fp32 again.</param>
    /// <param name="shares">ε, uniform in [0, 1): [N, 1, 1, 1].</param>
    public static Tensor Between(Tensor real, Tensor fake, Tensor shares)
    {
        using var scope = NewDisposeScope();
        return ((shares * real) + ((1 - shares) * fake)).MoveToOuterDisposeScope();
    }
}
