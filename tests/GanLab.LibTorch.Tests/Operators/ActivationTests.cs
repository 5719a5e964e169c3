using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Nonlinearities as methods, functions and modules, against their formulas.</summary>
public class ActivationTests : EngineTest
{
    private static readonly double[] Inputs = [-4, -1, -0.5, 0, 0.5, 2, 7];

    private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

    // The exact GELU at ±1 and 0 from Φ(1) = 0.8413447460685429.
    private const double Phi = 0.8413447460685429;

    public sealed record Row(string Name, Func<double, double> Truth, params Func<Tensor, Tensor>[] Forms)
    {
        public override string ToString() => Name;
    }

    public static TheoryData<Row> Rows() =>
    [
        new("relu", v => Math.Max(0, v), x => x.relu(), x => x.relu_(), x => functional.relu(x), x => functional.relu(x, true), x => ReLU().call(x)),
        new("relu6", v => Math.Clamp(v, 0, 6), x => x.relu6(), x => x.relu6_(), x => functional.relu6(x), x => functional.relu6(x, true)),
        new(
            "leaky relu", v => v < 0 ? 0.2 * v : v, x => x.leaky_relu((Scalar)0.2), x => x.leaky_relu_((Scalar)0.2),
            x => functional.leaky_relu(x, 0.2), x => functional.leaky_relu(x, 0.2, true), x => LeakyReLU(0.2).call(x)),
        new("tanh", Math.Tanh, x => functional.tanh(x), x => functional.tanh(x, true), x => nn.Tanh().call(x), x => nn.Tanh(true).call(x)),
        new(
            "sigmoid", Sigmoid, x => functional.sigmoid(x), x => functional.sigmoid(x, true), x => nn.Sigmoid().call(x),
            x => nn.Sigmoid(true).call(x)),
        new(
            "silu", v => v * Sigmoid(v), x => x.silu(), x => x.silu_(), x => functional.silu(x), x => functional.silu(x, true),
            x => SiLU().call(x), x => SiLU(true).call(x)),
        new(
            "softplus", v => Math.Log(1 + Math.Exp(v)), x => x.softplus(), x => functional.softplus(x), x => Softplus().call(x)),
        new("log sigmoid", v => -Math.Log(1 + Math.Exp(-v)), x => x.log_sigmoid(), x => functional.logsigmoid(x)),
        new(
            "elu", v => v < 0 ? 1.5 * (Math.Exp(v) - 1) : v, x => x.elu(1.5), x => x.elu_(1.5), x => functional.elu(x, 1.5),
            x => functional.elu(x, 1.5, true), x => ELU(1.5).call(x)),
        new(
            "selu", v => 1.0507009873554805 * (v < 0 ? 1.6732632423543772 * (Math.Exp(v) - 1) : v), x => x.selu(), x => x.selu_(),
            x => functional.selu(x), x => functional.selu(x, true)),
        new(
            "hard tanh", v => Math.Clamp(v, -1, 1), x => x.hardtanh((Scalar)(-1.0), (Scalar)1.0), x => x.hardtanh_((Scalar)(-1.0), (Scalar)1.0),
            x => functional.hardtanh(x), x => functional.hardtanh(x, -1, 1, true)),
        new(
            "hard sigmoid", v => Math.Clamp((v / 6) + 0.5, 0, 1), x => x.hardsigmoid(), x => x.hardsigmoid_(),
            x => functional.hardsigmoid(x), x => functional.hardsigmoid(x, true)),
        new(
            "hard swish", v => v * Math.Clamp((v / 6) + 0.5, 0, 1), x => x.hardswish(), x => x.hardswish_(),
            x => functional.hardswish(x), x => functional.hardswish(x, true)),
        new("mish", v => v * Math.Tanh(Math.Log(1 + Math.Exp(v))), x => functional.mish(x), x => functional.mish(x, true)),
        new("prelu", v => v < 0 ? 0.1 * v : v, x => x.prelu(Vector(0.1)), x => functional.prelu(x, Vector(0.1))),
        new("identity", v => v, x => Identity().call(x)),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_form_follows_the_formula(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        foreach (var form in row.Forms)
        {
            Same(form(Vector(Inputs)), [.. Inputs.Select(row.Truth)]);
        }
    }

    [Fact]
    public void Gelu_weighs_by_the_normal_distribution()
    {
        static Tensor X() => Vector(-1, 0, 1);
        foreach (var result in (Tensor[])
            [X().gelu(), X().gelu_(), functional.gelu(X()), functional.gelu(X(), false), functional.gelu(X(), true)])
        {
            Same(result, Phi - 1, 0, Phi);
        }
    }

    [Fact]
    public void Softmax_and_its_logarithm_sum_to_one()
    {
        var x = Vector(1, 2, 3);
        var total = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        double[] soft = [Math.Exp(1) / total, Math.Exp(2) / total, Math.Exp(3) / total];
        double[] logs = [.. soft.Select(v => Math.Log(v))];

        Array.ForEach([x.softmax(0), functional.softmax(x, 0), Softmax(0).call(x)], result => Same(result, soft));
        Array.ForEach([x.log_softmax(0), functional.log_softmax(x, 0)], result => Same(result, logs));
    }

    [Fact]
    public void A_gated_unit_halves_its_input()
    {
        var x = Vector(3, 5, 0, 2);
        Array.ForEach([x.glu(), functional.glu(x)], result => Same(result, 1.5, 5 * Sigmoid(2)));
    }

    [Fact]
    public void Dropout_zeroes_some_scales_the_rest_and_does_nothing_in_evaluation()
    {
        manual_seed(3);
        var module = Dropout(0.25);
        foreach (var dropped in (Tensor[])
            [module.call(ones(20_000)), functional.dropout(ones(20_000), 0.25), functional.dropout(ones(20_000), 0.25, true, true)])
        {
            var kept = Doubles(dropped).Where(v => v != 0).ToArray();
            Assert.All(kept, v => Assert.Equal(4.0 / 3, v, 1e-6));
            Assert.InRange(kept.Length, 14_500, 15_500);
        }

        module.eval();
        Same(module.call(ones(3)), 1, 1, 1);
    }

    [Fact]
    public void Spatial_dropout_zeroes_whole_channels()
    {
        manual_seed(3);
        foreach (var dropped in (Tensor[])
            [Dropout2d(0.5).call(ones(1, 64, 2, 2)), functional.dropout2d(ones(1, 64, 2, 2)), functional.dropout2d(ones(1, 64, 2, 2), 0.5, true, true)])
        {
            var sums = Doubles(dropped.sum(new long[] { 2, 3 }));
            Assert.All(sums, sum => Assert.Contains(sum, (double[])[0, 8]));
            Assert.InRange(sums.Count(sum => sum == 0), 15, 49);
        }
    }
}
