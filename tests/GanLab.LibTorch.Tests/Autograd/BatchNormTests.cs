using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Autograd;

/// <summary>Batch normalisation with its rectifier as one operator, against libtorch's two in fp64.</summary>
public class BatchNormTests : EngineTest
{
    private const double Tolerance = 1e-4;

    public static TheoryData<long[], double> Cases()
    {
        var cases = new TheoryData<long[], double>();
        foreach (var shape in (long[][])[[5, 3], [700, 4], [6, 5, 3, 2], [3, 40, 16, 16]])
        {
            foreach (var slope in (double[])[0, 0.2, 1])
            {
                cases.Add(shape, slope);
            }
        }

        return cases;
    }

    // Far from zero, where moments about zero would cancel.
    private static Tensor Values(params long[] shape) =>
        (arange((Scalar)shape.Aggregate(1L, (product, size) => product * size), float64).mul((Scalar)0.7).sin() + 30).reshape(shape);

    private static Tensor Layout(Tensor tensor) =>
        (tensor.ndim == 4 ? Backend.ToChannelsLast(tensor.to(float32)) : tensor.to(float32)).detach().requires_grad_();

    private static Tensor Plain(Tensor[] at, Tensor? mean, Tensor? variance, double slope) => functional.leaky_relu(
        functional.batch_norm(at[0], mean, variance, at[1], at[2], training: true, 0.1, 1e-5), slope);

    private static Tensor Objective(Tensor y) => (y * (Values(y.shape) * 1.3).cos().to(y.dtype)).square().sum();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_statistics_and_derivatives_are_those_of_the_two_apart(long[] shape, double slope)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var channels = shape[1];
        Tensor[] exact = [Values(shape).requires_grad_(), (Values(channels) - 29).requires_grad_(), (Values(channels) - 30).requires_grad_()];
        var found = exact.Select(Layout).ToArray();
        var (mean, variance) = (zeros(channels, float64), ones(channels, float64));
        var (foundMean, foundVariance) = (zeros(channels), ones(channels));

        var y = Plain(exact, mean, variance, slope);
        var foundY = Backend.BatchNorm(found[0], found[1], found[2], foundMean, foundVariance, training: true, 0.1, 1e-5, slope);

        Near(foundY, Tolerance, Doubles(y));
        Near(foundMean, Tolerance, Doubles(mean));
        Near(foundVariance, Tolerance, Doubles(variance));
        var expected = autograd.grad([Objective(y)], exact, create_graph: true);
        var gradients = autograd.grad([Objective(foundY)], found, retain_graph: true);
        var again = autograd.grad([Objective(foundY)], found, create_graph: true);
        for (var i = 0; i < expected.Count; i++)
        {
            CloseInNorm(expected[i], gradients[i]);
            CloseInNorm(expected[i], again[i]);
        }

        CloseInNorm(
            autograd.grad([Objective(expected[0])], exact)[0], autograd.grad([Objective(again[0])], found)[0], tolerance: 1e-3);
    }

    [Fact]
    public void In_bfloat16_only_what_is_read_and_written_is_rounded()
    {
        Tensor Half(Tensor tensor) => Backend.ToChannelsLast(tensor.to(bfloat16)).detach();
        var x = Half(randn(6, 20, 5, 5) + 3).requires_grad_();
        var exact = x.detach().to(float64).requires_grad_();
        var (w, b) = (randn(20), randn(20));
        var y = Backend.BatchNorm(x, w, b, null, null, training: true, 0.1, 1e-5, 0.2);
        var expected = Plain([exact, w.to(float64), b.to(float64)], null, null, 0.2);
        var direction = Half(randn(6, 20, 5, 5));

        Assert.Equal(bfloat16, y.dtype);
        CloseInNorm(expected, y, tolerance: 2e-3);
        CloseInNorm(
            autograd.grad([(expected * direction.to(float64)).sum()], [exact])[0], autograd.grad([(y * direction).sum()], [x])[0], tolerance: 3e-3);
    }

    [Fact]
    public void Without_statistics_none_are_kept_and_the_batch_normalises()
    {
        var x = Layout(Values(4, 2, 3, 3));
        var y = Backend.BatchNorm(x, ones(2), zeros(2), null, null, training: true, 0.1, 1e-5, 1);
        Near(y.mean([0L, 2, 3]), 1e-5, 0, 0);
    }

    [Fact]
    public void In_evaluation_the_statistics_normalise()
    {
        var y = Backend.BatchNorm(Matrix(new double[,] { { 3, -4 } }).to(float32), ones(2), zeros(2), ones(2), ones(2) * 4, training: false, 0.1, 0, 0.5);
        Near(y, 1e-6, 1, -1.25);
    }

    private static void CloseInNorm(Tensor expected, Tensor found, double tolerance = Tolerance)
    {
        var error = (found.to(float64) - expected).norm().item<double>() / Math.Max(1, expected.norm().item<double>());
        Assert.True(error <= tolerance, $"off by {error} of the norm");
    }
}
