using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs(Tensor input) => Aten.abs.Call(input);

    public static Tensor acos(Tensor input) => Aten.acos.Call(input);

    public static Tensor acosh(Tensor input) => Aten.acosh.Call(input);

    public static Tensor asin(Tensor input) => Aten.asin.Call(input);

    public static Tensor asinh(Tensor input) => Aten.asinh.Call(input);

    public static Tensor atan(Tensor input) => Aten.atan.Call(input);

    public static Tensor atanh(Tensor input) => Aten.atanh.Call(input);

    public static Tensor ceil(Tensor input) => Aten.ceil.Call(input);

    public static Tensor cos(Tensor input) => Aten.cos.Call(input);

    public static Tensor cosh(Tensor input) => Aten.cosh.Call(input);

    public static Tensor erf(Tensor input) => Aten.erf.Call(input);

    public static Tensor erfc(Tensor input) => Aten.erfc.Call(input);

    public static Tensor exp(Tensor input) => Aten.exp.Call(input);

    public static Tensor exp2(Tensor input) => Aten.exp2.Call(input);

    public static Tensor expm1(Tensor input) => Aten.expm1.Call(input);

    public static Tensor floor(Tensor input) => Aten.floor.Call(input);

    public static Tensor frac(Tensor input) => Aten.frac.Call(input);

    public static Tensor log(Tensor input) => Aten.log.Call(input);

    public static Tensor log10(Tensor input) => Aten.log10.Call(input);

    public static Tensor log1p(Tensor input) => Aten.log1p.Call(input);

    public static Tensor log2(Tensor input) => Aten.log2.Call(input);

    public static Tensor neg(Tensor input) => Aten.neg.Call(input);

    public static Tensor reciprocal(Tensor input) => Aten.reciprocal.Call(input);

    public static Tensor rsqrt(Tensor input) => Aten.rsqrt.Call(input);

    public static Tensor sigmoid(Tensor input) => Aten.sigmoid.Call(input);

    public static Tensor sign(Tensor input) => Aten.sign.Call(input);

    public static Tensor sin(Tensor input) => Aten.sin.Call(input);

    public static Tensor sinh(Tensor input) => Aten.sinh.Call(input);

    public static Tensor sqrt(Tensor input) => Aten.sqrt.Call(input);

    public static Tensor tan(Tensor input) => Aten.tan.Call(input);

    public static Tensor tanh(Tensor input) => Aten.tanh.Call(input);

    public static Tensor trunc(Tensor input) => Aten.trunc.Call(input);

    public static Tensor square(Tensor input) => Aten.square.Call(input);

    public static Tensor negative(Tensor input) => Aten.neg.Call(input);

    public static Tensor round(Tensor input, long decimals = 0) => Aten.round_decimals.Call(input, decimals);

    public static Tensor isnan(Tensor input) => Aten.isnan.Call(input);

    public static Tensor isinf(Tensor tensor) => Aten.isinf.Call(tensor);

    public static Tensor isfinite(Tensor tensor) => Aten.isfinite.Call(tensor);

    public static Tensor isposinf(Tensor tensor) => Aten.isposinf.Call(tensor);

    public static Tensor isneginf(Tensor tensor) => Aten.isneginf.Call(tensor);

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(input, min, max);

    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) =>
        Aten.clamp_Tensor.Call(input, min, max);

    public static Tensor clamp_min(Tensor input, Scalar min) => Aten.clamp_min.Call(input, min);

    public static Tensor clamp_max(Tensor input, Scalar max) => Aten.clamp_max.Call(input, max);

    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        Aten.nan_to_num.Call(input, nan, posinf, neginf);
}
