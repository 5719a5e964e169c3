using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.NN;

/// <summary>Initializations have the spread of their papers; utilities work on all parameters at once.</summary>
public class InitTests : EngineTest
{
    [Fact]
    public void Constants_fill()
    {
        Same(init.zeros_(ones(2)), 0, 0);
        Same(init.ones_(zeros(2)), 1, 1);
        Same(init.constant_(zeros(2), (Scalar)4.0), 4, 4);
    }

    [Fact]
    public void Random_ones_have_the_spread_of_their_formula()
    {
        manual_seed(1);
        var (fanIn, fanOut) = init.CalculateFanInAndFanOut(zeros(100, 50, 3, 3));
        Assert.Equal((450, 900), (fanIn, fanOut));
        static Tensor W() => zeros(100, 200);

        Spread(init.normal_(W(), 0, 0.02), 0.02);
        Spread(init.uniform_(W(), -1, 1), 2 / Math.Sqrt(12));
        Spread(init.xavier_normal_(W(), 2), 2 * Math.Sqrt(2.0 / 300));
        Spread(init.xavier_uniform_(W()), Math.Sqrt(2.0 / 300));
        Spread(init.kaiming_normal_(W()), Math.Sqrt(2.0 / 200));
        Spread(init.kaiming_uniform_(W(), 0.2, init.FanInOut.FanOut), Math.Sqrt(2 / 1.04 / 100));
        Assert.Equal(5.0 / 3, init.calculate_gain(init.NonlinearityType.Tanh));
        Assert.Equal(Math.Sqrt(2), init.calculate_gain(init.NonlinearityType.ReLU));
        Assert.Equal(1, init.calculate_gain(init.NonlinearityType.Conv2D));
        Assert.Throws<ArgumentException>(() => init.xavier_normal_(zeros(3)));
    }

    [Fact]
    public void Orthogonal_rows_have_the_gain_as_length()
    {
        var w = init.orthogonal_(zeros([3, 2, 2], float64), 2).view(3, 4);
        Same(w.mm(w.t()), 4, 0, 0, 0, 4, 0, 0, 0, 4);
        var tall = init.orthogonal_(zeros([5, 2], float64));
        Same(tall.t().mm(tall), 1, 0, 0, 1);
    }

    [Fact]
    public void Initialization_is_not_recorded()
    {
        var w = Parameter(zeros(2, 2));
        init.orthogonal_(w);
        init.xavier_uniform_(w);
        Assert.True(w.is_leaf);
    }

    [Fact]
    public void Gradients_are_clipped_together()
    {
        var (a, b) = (Parameter(Vector(0, 0)), Parameter(Vector(0)));
        a.grad = Vector(3, 0);
        b.grad = Vector(4);
        Assert.Equal(5, utils.clip_grad_norm_([a, b], 1), 1e-9);
        Near(a.grad, 1e-6, 0.6, 0);
        Near(b.grad, 1e-6, 0.8);
        Assert.Equal(0.8, utils.clip_grad_norm_([a, b], 1, double.PositiveInfinity), 1e-6);
        utils.clip_grad_value_([a, b], 0.5);
        Same(b.grad, 0.5);
        Assert.Equal(0, utils.clip_grad_norm_([Parameter(Vector(1))], 1));
    }

    [Fact]
    public void Parameters_become_one_vector_and_back()
    {
        var (a, b) = (Parameter(Matrix(new double[,] { { 1, 2 }, { 3, 4 } })), Parameter(Vector(5)));
        var vector = utils.parameters_to_vector([a, b]);
        Same(vector, 1, 2, 3, 4, 5);
        utils.vector_to_parameters(vector.detach() * 2, [a, b]);
        Same(a, 2, 4, 6, 8);
        Same(b, 10);
        Assert.Throws<ArgumentException>(() => utils.vector_to_parameters(Vector(1), [a, b]));
    }

    private static void Spread(Tensor w, double deviation)
    {
        Assert.InRange(w.mean().ToDouble(), -deviation / 20, deviation / 20);
        Assert.InRange(w.std().ToDouble(), deviation * 0.97, deviation * 1.03);
    }
}
