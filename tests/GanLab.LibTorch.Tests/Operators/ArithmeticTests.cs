using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Arithmetic of two operands in all its forms, against numbers worked out by hand.</summary>
public class ArithmeticTests : EngineTest
{
    private static Tensor A() => Vector(7, -7, 2);

    private static Tensor B() => Vector(2, 2, -4);

    [Fact]
    public void Sums_in_every_form()
    {
        var two = (Scalar)2.0;
        double[] ofTensors = [9, -5, -2];
        double[] scaled = [11, -3, -6];
        double[] ofScalar = [9, -5, 4];
        double[] scaledScalar = [11, -3, 6];

        All(ofTensors, A().add(B()), A().add_(B()), add(A(), B()), add_(A(), B()), A() + B());
        All(scaled, A().add(B(), two), A().add_(B(), two), add(A(), B(), two), add_(A(), B(), two));
        All(ofScalar, A().add(two), A().add_(two), add(A(), two), add_(A(), two), A() + two, two + A());
        All(ofScalar, A() + 2, A() + 2L, A() + 2f, A() + 2.0, 2 + A(), 2L + A(), 2f + A(), 2.0 + A());
        All(scaledScalar, A().add(two, two), A().add_(two, two), add(A(), two, two), add_(A(), two, two));
    }

    [Fact]
    public void Differences_in_every_form()
    {
        var two = (Scalar)2.0;
        double[] ofTensors = [5, -9, 6];
        double[] ofScalar = [5, -9, 0];
        double[] fromScalar = [-5, 9, 0];

        All(ofTensors, A().sub(B()), A().sub_(B()), sub(A(), B()), sub_(A(), B()), A() - B());
        All(ofScalar, A().sub(two), A().sub_(two), sub(A(), two), sub_(A(), two), A() - two);
        All(ofScalar, A() - 2, A() - 2L, A() - 2f, A() - 2.0);
        All(fromScalar, two - A(), 2 - A(), 2L - A(), 2f - A(), 2.0 - A());
        Same(-A(), -7, 7, -2);
    }

    [Fact]
    public void Products_in_every_form()
    {
        var two = (Scalar)2.0;
        double[] ofTensors = [14, -14, -8];
        double[] ofScalar = [14, -14, 4];

        All(ofTensors, A().mul(B()), A().mul_(B()), mul(A(), B()), mul_(A(), B()), A() * B());
        All(ofScalar, A().mul(two), A().mul_(two), mul(A(), two), mul_(A(), two), A() * two, two * A());
        All(ofScalar, A() * 2, A() * 2L, A() * 2f, A() * 2.0, 2 * A(), 2L * A(), 2f * A(), 2.0 * A());
    }

    [Fact]
    public void Quotients_in_every_form()
    {
        var two = (Scalar)2.0;
        double[] ofTensors = [3.5, -3.5, -0.5];
        double[] ofScalar = [3.5, -3.5, 1];
        double[] fromScalar = [2.0 / 7, -2.0 / 7, 1];

        All(ofTensors, A().div(B()), A().div_(B()), div(A(), B()), div_(A(), B()), A() / B());
        All(ofScalar, A().div(two), A().div_(two), div(A(), two), div_(A(), two), A() / two);
        All(ofScalar, A() / 2, A() / 2L, A() / 2f, A() / 2.0);
        All(fromScalar, two / A(), 2 / A(), 2L / A(), 2f / A(), 2.0 / A());
    }

    [Fact]
    public void Quotients_round_down_or_towards_zero_when_asked()
    {
        double[] down = [3, -4, -1];
        double[] towardsZero = [3, -3, 0];

        All(down, A().div(B(), RoundingMode.floor), div(A(), B(), RoundingMode.floor), A().div_(B(), RoundingMode.floor));
        All(towardsZero, A().div(B(), RoundingMode.trunc), div_(A(), B(), RoundingMode.trunc));
        All([3, -4, 1], A().div((Scalar)2.0, RoundingMode.floor), A().div_((Scalar)2.0, RoundingMode.floor));
        All(down, A().floor_divide(B()), A().floor_divide_(B()), floor_divide(A(), B()), floor_divide_(A(), B()));
        All([3, -4, 1], A().floor_divide((Scalar)2.0), A().floor_divide_((Scalar)2.0));
    }

    [Fact]
    public void Remainders_have_the_divisors_sign_and_fmods_the_dividends()
    {
        var three = (Scalar)3.0;
        double[] remainders = [1, 2, 2];
        double[] mods = [1, -1, 2];
        var divisor = Vector(3, 3, 3);

        All(remainders, A().remainder(divisor), A().remainder_(divisor), remainder(A(), divisor), remainder_(A(), divisor), A() % divisor);
        All(remainders, A().remainder(three), A().remainder_(three), remainder(A(), three), remainder_(A(), three), A() % three);
        All(remainders, A() % 3, A() % 3L, A() % 3f, A() % 3.0);
        All(mods, A().fmod(divisor), A().fmod_(divisor), fmod(A(), divisor), fmod_(A(), divisor));
        All(mods, A().fmod(three), A().fmod_(three), fmod(A(), three), fmod_(A(), three));
    }

    [Fact]
    public void Powers_in_every_form()
    {
        static Tensor X() => Vector(2, 3, 0.5);
        var exponents = Vector(3, 2, -1);
        var two = (Scalar)2.0;

        All([8, 9, 2], X().pow(exponents), X().pow_(exponents), pow(X(), exponents), pow_(X(), exponents));
        All([4, 9, 0.25], X().pow(two), X().pow_(two), pow(X(), two), pow_(X(), two));
        All([8, 9, 2], X().float_power(exponents), float_power(X(), exponents));
        Assert.Equal(float64, Integers(2).float_power(Integers(3)).dtype);
    }

    [Fact]
    public void Functions_of_two_numbers()
    {
        var (three, four) = (Vector(3, -3), Vector(4, 4));

        All([5, 5], three.hypot(four), hypot(three, four));
        All([Math.Atan2(3, 4), Math.Atan2(-3, 4)], three.atan2(four), atan2(three, four));
        All([4, 4], three.maximum(four), maximum(three, four), three.fmax(four), fmax(three, four), three.max(four), max(three, four));
        All([3, -3], three.minimum(four), minimum(three, four), three.fmin(four), fmin(three, four), three.min(four), min(three, four));
        All([Math.Log(Math.Exp(3) + Math.Exp(4)), Math.Log(Math.Exp(-3) + Math.Exp(4))], three.logaddexp(four), logaddexp(three, four));
        All([-3, -3], three.copysign(Vector(-1, -1)), copysign(three, Vector(-1, -1)));
        All([3 * Math.Log(4), -3 * Math.Log(4)], three.xlogy(four), three.xlogy((Scalar)4.0), xlogy(three, four), xlogy(three, (Scalar)4.0));
        Same(Vector(0).xlogy(Vector(0)), 0);
    }

    [Fact]
    public void Fused_products_and_quotients()
    {
        var (b, c, half) = (Vector(2, 4, 8), Vector(1, 2, 4), (Scalar)0.5);
        double[] product = [8, -3, 18];
        double[] quotient = [8, -6, 3];
        double[] whole = [9, -5, 4];

        All(product, A().addcmul(b, c, half), A().addcmul_(b, c, half), addcmul(A(), b, c, half), addcmul_(A(), b, c, half));
        All(quotient, A().addcdiv(b, c, half), A().addcdiv_(b, c, half), addcdiv(A(), b, c, half), addcdiv_(A(), b, c, half));
        All(whole, A().addcdiv(b, c), A().addcdiv_(b, c));
        All([4.5, -2.5, -1], A().lerp(B(), Vector(0.5, 0.5, 0.5)), A().lerp_(B(), Vector(0.5, 0.5, 0.5)), lerp(A(), B(), Vector(0.5, 0.5, 0.5)));
    }

    [Fact]
    public void Filling_and_zeroing_write_in_place()
    {
        var x = A();
        Same(x.fill_((Scalar)3.0), 3, 3, 3);
        Same(x.zero_(), 0, 0, 0);
        Same(x, 0, 0, 0);
    }

    [Fact]
    public void Shapes_broadcast_from_the_right()
    {
        SameShape(Counting(2, 3) + Vector(10, 20, 30), [2, 3], 10, 21, 32, 13, 24, 35);
        SameShape(Counting(2, 1) * Vector(1, 2), [2, 2], 0, 0, 1, 2);
    }

    private static void All(double[] expected, params Tensor[] results) => Array.ForEach(results, result => Same(result, expected));
}
