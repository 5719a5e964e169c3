using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Autograd;

/// <summary>First and second derivatives of what networks are made of, against central differences.</summary>
public class GradientTests : EngineTest
{
    // Away from zero, where leaky ReLUs and norms have no derivative, and all different.
    private static Tensor Points(params long[] shape) =>
        arange((Scalar)shape.Aggregate(1L, (product, size) => product * size), float64).mul((Scalar)1.3).add((Scalar)0.4).sin().mul((Scalar)0.9)
            .reshape(shape).contiguous();

    public sealed record Row(string Name, Func<Tensor[], Tensor> Function, params long[][] Shapes)
    {
        public override string ToString() => Name;
    }

    public static TheoryData<Row> Rows() =>
    [
        new("arithmetic", x => ((x[0] * x[1]) + (x[0] / (x[1] + 3)) - (2 - x[0])).pow((Scalar)3.0), [2, 3], [3]),
        new("matmul", x => x[0].matmul(x[1]).tanh(), [2, 3], [3, 2]),
        new("linear", x => functional.linear(x[0], x[1], x[2]).square(), [2, 3], [4, 3], [4]),
        new("leaky relu", x => functional.leaky_relu(x[0], 0.2).square(), [7]),
        new("tanh", x => x[0].tanh(), [5]),
        new("softplus", x => functional.softplus(x[0]), [5]),
        new("sigmoid", x => x[0].sigmoid(), [5]),
        new("log softmax", x => functional.log_softmax(x[0], 1), [2, 3]),
        new("cross entropy", x => functional.cross_entropy(x[0], Integers(2, 0)), [2, 3]),
        new("binary cross entropy", x => functional.binary_cross_entropy_with_logits(x[0], Vector(0, 1, 0.5)), [3]),
        new("norm", x => x[0].norm(1, keepdim: false, 2f), [2, 4]),
        new("vector norm", x => linalg.vector_norm(x[0], 2, [1]), [2, 4]),
        new("square root", x => (x[0].square() + 1).sqrt(), [4]),
        new("cat", x => cat([x[0], x[1].square()], 1), [2, 2], [2, 1]),
        new("view, permute, expand", x => (x[0].permute(1, 0).contiguous().view(6).unsqueeze(0).expand(2, 6) * x[1]).square(), [2, 3], [2, 6]),
        new("index select", x => x[0].index_select(0, Integers(2, 0, 2)).pow((Scalar)3.0), [3, 2]),
        new("mean and variance", x => x[0].var(1) + x[0].mean([1]), [2, 4]),
        new("layer norm", x => functional.layer_norm(x[0], [4], x[1], x[2]), [2, 4], [4], [4]),
        new("group norm", x => functional.group_norm(x[0], 2), [2, 4, 2, 2]),
        new("average pool", x => functional.avg_pool2d(x[0].square(), 2), [1, 1, 4, 4]),
        new("nearest", x => functional.interpolate(x[0].square(), scale_factor: [2]), [1, 2, 2, 2]),
        new("bilinear", x => functional.interpolate(x[0].square(), [3, 3], mode: InterpolationMode.Bilinear), [1, 2, 2, 2]),
        new("batch norm, training", x => functional.batch_norm(x[0], null, null, x[1], x[2], training: true).tanh(), [4, 2, 2, 1], [2], [2]),
        new("batch norm, evaluation", x => functional.batch_norm(x[0], Vector(0.1, -0.2), Vector(1.5, 0.7), x[1], x[2]).tanh(), [3, 2], [2], [2]),
        new("conv2d", x => functional.conv2d(x[0], x[1], x[2]).tanh(), [1, 2, 4, 4], [2, 2, 3, 3], [2]),
        new("conv2d, stride 2", x => functional.conv2d(x[0], x[1], null, [2, 2], [1, 1]), [2, 2, 4, 4], [2, 2, 3, 3]),
        new("conv2d, dilated groups", x => functional.conv2d(x[0], x[1], null, [1, 1], [2, 2], [2, 2], 2), [1, 2, 3, 3], [2, 1, 3, 3]),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Derivatives_agree_with_central_differences(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Gradcheck.Twice(row.Function, [.. row.Shapes.Select(Points)]);
    }

    [Fact]
    public void The_check_notices_a_wrong_derivative()
    {
        // detach() hides half of the derivative of x².
        Assert.ThrowsAny<Exception>(() => Gradcheck.First(x => x[0] * x[0].detach(), Points(3)));
    }
}
