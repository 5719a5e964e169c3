using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Autograd;

/// <summary>Gradient penalties: the derivative by the weights of a function of the derivative by the images.</summary>
public class PenaltyTests : EngineTest
{
    private static Tensor Values(params long[] shape) =>
        arange((Scalar)shape.Aggregate(1L, (product, size) => product * size), float64).mul((Scalar)0.77).add((Scalar)0.2).sin().mul((Scalar)0.6)
            .reshape(shape).contiguous();

    private static Tensor[] Weights() => [Values(3, 1, 3, 3), Values(3, 2, 4, 4), Values(1, 2, 4, 4)];

    // A convolution, a transposed one and a last one, with leaky ReLUs between: [N, 1, 4, 4] to [N].
    private static Tensor Critic(Tensor images, Tensor[] weights)
    {
        var hidden = functional.leaky_relu(functional.conv2d(images, weights[0], null, [2, 2], [1, 1]), 0.2);
        var large = functional.leaky_relu(functional.conv_transpose2d(hidden, weights[1], null, [2, 2], [1, 1]), 0.2);
        return functional.conv2d(large, weights[2]).tanh().flatten();
    }

    private static Tensor ImageGradients(Tensor[] weights)
    {
        var images = Values(2, 1, 4, 4).requires_grad_();
        return autograd.grad([Critic(images, weights).sum()], [images], create_graph: true)[0].flatten(1);
    }

    [Fact]
    public void Of_WGAN_GP() =>
        Gradcheck.First(weights => (ImageGradients(weights).norm(1, keepdim: false, 2f) - 1).square().mean(), Weights());

    [Fact]
    public void Of_R1() => Gradcheck.First(weights => ImageGradients(weights).square().sum(1L).mean(), Weights());
}
