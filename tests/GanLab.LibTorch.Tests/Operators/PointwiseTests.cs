using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Functions of one number, in their four forms, against System.Math.</summary>
public class PointwiseTests : EngineTest
{
    private static readonly double[] Anywhere = [-2.5, -1, -0.25, 0, 0.5, 1.75];
    private static readonly double[] Positive = [0.1, 0.5, 1, 2.5, 30];
    private static readonly double[] InsideOne = [-0.9, -0.3, 0, 0.2, 0.8];
    private static readonly double[] AboveOne = [1.1, 2, 10];

    public sealed record Row(
        string Name, Func<Tensor, Tensor> Method, Func<Tensor, Tensor> InPlace, Func<Tensor, Tensor> Function,
        Func<Tensor, Tensor> FunctionInPlace, Func<double, double> Truth, double[] Inputs)
    {
        public override string ToString() => Name;
    }

    public static TheoryData<Row> Rows() =>
    [
        new("abs", x => x.abs(), x => x.abs_(), x => abs(x), x => abs_(x), Math.Abs, Anywhere),
        new("acos", x => x.acos(), x => x.acos_(), x => acos(x), x => acos_(x), Math.Acos, InsideOne),
        new("acosh", x => x.acosh(), x => x.acosh_(), x => acosh(x), x => acosh_(x), Math.Acosh, AboveOne),
        new("asin", x => x.asin(), x => x.asin_(), x => asin(x), x => asin_(x), Math.Asin, InsideOne),
        new("asinh", x => x.asinh(), x => x.asinh_(), x => asinh(x), x => asinh_(x), Math.Asinh, Anywhere),
        new("atan", x => x.atan(), x => x.atan_(), x => atan(x), x => atan_(x), Math.Atan, Anywhere),
        new("atanh", x => x.atanh(), x => x.atanh_(), x => atanh(x), x => atanh_(x), Math.Atanh, InsideOne),
        new("ceil", x => x.ceil(), x => x.ceil_(), x => ceil(x), x => ceil_(x), Math.Ceiling, Anywhere),
        new("cos", x => x.cos(), x => x.cos_(), x => cos(x), x => cos_(x), Math.Cos, Anywhere),
        new("cosh", x => x.cosh(), x => x.cosh_(), x => cosh(x), x => cosh_(x), Math.Cosh, Anywhere),
        new("exp", x => x.exp(), x => x.exp_(), x => exp(x), x => exp_(x), Math.Exp, Anywhere),
        new("exp2", x => x.exp2(), x => x.exp2_(), x => exp2(x), x => exp2_(x), v => Math.Pow(2, v), Anywhere),
        new("expm1", x => x.expm1(), x => x.expm1_(), x => expm1(x), x => expm1_(x), v => Math.Exp(v) - 1, Anywhere),
        new("floor", x => x.floor(), x => x.floor_(), x => floor(x), x => floor_(x), Math.Floor, Anywhere),
        new("frac", x => x.frac(), x => x.frac_(), x => frac(x), x => frac_(x), v => v - Math.Truncate(v), Anywhere),
        new("log", x => x.log(), x => x.log_(), x => log(x), x => log_(x), Math.Log, Positive),
        new("log10", x => x.log10(), x => x.log10_(), x => log10(x), x => log10_(x), Math.Log10, Positive),
        new("log1p", x => x.log1p(), x => x.log1p_(), x => log1p(x), x => log1p_(x), v => Math.Log(1 + v), Positive),
        new("log2", x => x.log2(), x => x.log2_(), x => log2(x), x => log2_(x), Math.Log2, Positive),
        new("neg", x => x.neg(), x => x.neg_(), x => neg(x), x => neg_(x), v => -v, Anywhere),
        new("negative", x => x.negative(), x => x.neg_(), x => negative(x), x => neg_(x), v => -v, Anywhere),
        new("reciprocal", x => x.reciprocal(), x => x.reciprocal_(), x => reciprocal(x), x => reciprocal_(x), v => 1 / v, Positive),
        new("round", x => x.round(), x => x.round_(), x => round(x), x => round_(x), v => Math.Round(v), Anywhere),
        new("round to tenths", x => x.round(1), x => x.round_(1), x => round(x, 1), x => round_(x, 1), v => Math.Round(v, 1), [0.123, -2.68]),
        new("rsqrt", x => x.rsqrt(), x => x.rsqrt_(), x => rsqrt(x), x => rsqrt_(x), v => 1 / Math.Sqrt(v), Positive),
        new("sigmoid", x => x.sigmoid(), x => x.sigmoid_(), x => sigmoid(x), x => sigmoid_(x), v => 1 / (1 + Math.Exp(-v)), Anywhere),
        new("sign", x => x.sign(), x => x.sign_(), x => sign(x), x => sign_(x), v => Math.Sign(v), Anywhere),
        new("sin", x => x.sin(), x => x.sin_(), x => sin(x), x => sin_(x), Math.Sin, Anywhere),
        new("sinh", x => x.sinh(), x => x.sinh_(), x => sinh(x), x => sinh_(x), Math.Sinh, Anywhere),
        new("sqrt", x => x.sqrt(), x => x.sqrt_(), x => sqrt(x), x => sqrt_(x), Math.Sqrt, Positive),
        new("square", x => x.square(), x => x.mul_(x), x => square(x), x => mul_(x, x), v => v * v, Anywhere),
        new("tan", x => x.tan(), x => x.tan_(), x => tan(x), x => tan_(x), Math.Tan, InsideOne),
        new("tanh", x => x.tanh(), x => x.tanh_(), x => tanh(x), x => tanh_(x), Math.Tanh, Anywhere),
        new("trunc", x => x.trunc(), x => x.trunc_(), x => trunc(x), x => trunc_(x), Math.Truncate, Anywhere),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_form_gives_the_closed_form(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        double[] expected = [.. row.Inputs.Select(row.Truth)];

        Same(row.Method(Vector(row.Inputs)), expected);
        Same(row.Function(Vector(row.Inputs)), expected);
        foreach (var inPlace in (Func<Tensor, Tensor>[])[row.InPlace, row.FunctionInPlace])
        {
            var x = Vector(row.Inputs);
            Same(inPlace(x), expected);
            Same(x, expected);
        }
    }

    // Abramowitz and Stegun, table 7.1.
    [Fact]
    public void The_error_function_has_its_tabled_values()
    {
        double[] truth = [-0.8427007929497149, 0, 0.5204998778130465, 0.9953222650189527];
        double[] complement = [.. truth.Select(v => 1 - v)];
        static Tensor X() => Vector(-1, 0, 0.5, 2);

        Same(X().erf(), truth);
        Same(X().erf_(), truth);
        Same(erf(X()), truth);
        Same(erf_(X()), truth);
        Same(X().erfc(), complement);
        Same(X().erfc_(), complement);
        Same(erfc(X()), complement);
        Same(erfc_(X()), complement);
    }

    [Fact]
    public void Infinities_and_nan_are_told_apart()
    {
        var x = Vector(1, double.NaN, double.PositiveInfinity, double.NegativeInfinity);

        Same(x.isnan(), 0, 1, 0, 0);
        Same(x.isinf(), 0, 0, 1, 1);
        Same(x.isfinite(), 1, 0, 0, 0);
        Same(x.isposinf(), 0, 0, 1, 0);
        Same(x.isneginf(), 0, 0, 0, 1);
        Same(isnan(x), 0, 1, 0, 0);
        Same(isinf(x), 0, 0, 1, 1);
        Same(isfinite(x), 1, 0, 0, 0);
        Same(isposinf(x), 0, 0, 1, 0);
        Same(isneginf(x), 0, 0, 0, 1);
        Same(x.nan_to_num(0, 9, -9), 1, 0, 9, -9);
        Same(nan_to_num(x, 5, 9, -9), 1, 5, 9, -9);
        Same(x.clone().nan_to_num_(0, 9, -9), 1, 0, 9, -9);
        Same(nan_to_num_(x.clone(), 0, 9, -9), 1, 0, 9, -9);
    }

    [Fact]
    public void Clamping_keeps_numbers_between_two_scalars()
    {
        static Tensor X() => Vector(-2, 0.5, 7);

        Same(X().clamp((Scalar)0.0, (Scalar)1.0), 0, 0.5, 1);
        Same(clamp(X(), (Scalar)0.0, (Scalar)1.0), 0, 0.5, 1);
        Same(X().clamp_((Scalar)0.0, (Scalar)1.0), 0, 0.5, 1);
        Same(clamp_(X(), (Scalar)0.0, (Scalar)1.0), 0, 0.5, 1);
        Same(X().clamp(max: (Scalar)1.0), -2, 0.5, 1);
        Same(X().clamp_min((Scalar)0.0), 0, 0.5, 7);
        Same(X().clamp_max((Scalar)0.0), -2, 0, 0);
        Same(X().clamp_min_((Scalar)0.0), 0, 0.5, 7);
        Same(X().clamp_max_((Scalar)0.0), -2, 0, 0);
        Same(clamp_min(X(), (Scalar)0.0), 0, 0.5, 7);
        Same(clamp_max(X(), (Scalar)0.0), -2, 0, 0);
        Same(clamp_min_(X(), (Scalar)0.0), 0, 0.5, 7);
        Same(clamp_max_(X(), (Scalar)0.0), -2, 0, 0);
    }

    [Fact]
    public void Clamping_keeps_numbers_between_two_tensors()
    {
        static Tensor X() => Vector(-2, 0.5, 7);
        var (low, high) = (Vector(-1, 1, 1), Vector(0, 2, 3));

        Same(X().clamp(low, high), -1, 1, 3);
        Same(X().clamp_(low, high), -1, 1, 3);
        Same(clamp(X(), low, high), -1, 1, 3);
        Same(clamp_(X(), low, high), -1, 1, 3);
    }
}
