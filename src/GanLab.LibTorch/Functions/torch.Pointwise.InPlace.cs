using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs_(Tensor input) => Aten.abs_.CallInPlace(input);

    public static Tensor acos_(Tensor input) => Aten.acos_.CallInPlace(input);

    public static Tensor acosh_(Tensor input) => Aten.acosh_.CallInPlace(input);

    public static Tensor asin_(Tensor input) => Aten.asin_.CallInPlace(input);

    public static Tensor asinh_(Tensor input) => Aten.asinh_.CallInPlace(input);

    public static Tensor atan_(Tensor input) => Aten.atan_.CallInPlace(input);

    public static Tensor atanh_(Tensor input) => Aten.atanh_.CallInPlace(input);

    public static Tensor ceil_(Tensor input) => Aten.ceil_.CallInPlace(input);

    public static Tensor cos_(Tensor input) => Aten.cos_.CallInPlace(input);

    public static Tensor cosh_(Tensor input) => Aten.cosh_.CallInPlace(input);

    public static Tensor erf_(Tensor input) => Aten.erf_.CallInPlace(input);

    public static Tensor erfc_(Tensor input) => Aten.erfc_.CallInPlace(input);

    public static Tensor exp_(Tensor input) => Aten.exp_.CallInPlace(input);

    public static Tensor exp2_(Tensor input) => Aten.exp2_.CallInPlace(input);

    public static Tensor expm1_(Tensor input) => Aten.expm1_.CallInPlace(input);

    public static Tensor floor_(Tensor input) => Aten.floor_.CallInPlace(input);

    public static Tensor frac_(Tensor input) => Aten.frac_.CallInPlace(input);

    public static Tensor log_(Tensor input) => Aten.log_.CallInPlace(input);

    public static Tensor log10_(Tensor input) => Aten.log10_.CallInPlace(input);

    public static Tensor log1p_(Tensor input) => Aten.log1p_.CallInPlace(input);

    public static Tensor log2_(Tensor input) => Aten.log2_.CallInPlace(input);

    public static Tensor neg_(Tensor input) => Aten.neg_.CallInPlace(input);

    public static Tensor reciprocal_(Tensor input) => Aten.reciprocal_.CallInPlace(input);

    public static Tensor rsqrt_(Tensor input) => Aten.rsqrt_.CallInPlace(input);

    public static Tensor sigmoid_(Tensor input) => Aten.sigmoid_.CallInPlace(input);

    public static Tensor sign_(Tensor input) => Aten.sign_.CallInPlace(input);

    public static Tensor sin_(Tensor input) => Aten.sin_.CallInPlace(input);

    public static Tensor sinh_(Tensor input) => Aten.sinh_.CallInPlace(input);

    public static Tensor sqrt_(Tensor input) => Aten.sqrt_.CallInPlace(input);

    public static Tensor tan_(Tensor input) => Aten.tan_.CallInPlace(input);

    public static Tensor tanh_(Tensor input) => Aten.tanh_.CallInPlace(input);

    public static Tensor trunc_(Tensor input) => Aten.trunc_.CallInPlace(input);

    public static Tensor round_(Tensor input, long decimals = 0) => Aten.round__decimals.CallInPlace(input, decimals);

    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => Aten.clamp_.CallInPlace(input, min, max);

    public static Tensor clamp_(Tensor input, Tensor? min = null, Tensor? max = null) =>
        Aten.clamp__Tensor.CallInPlace(input, min, max);

    public static Tensor clamp_min_(Tensor input, Scalar min) => Aten.clamp_min_.CallInPlace(input, min);

    public static Tensor clamp_max_(Tensor input, Scalar max) => Aten.clamp_max_.CallInPlace(input, max);

    public static Tensor nan_to_num_(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        Aten.nan_to_num_.CallInPlace(input, nan, posinf, neginf);
}
