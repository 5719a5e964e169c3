using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.abs.Call(this);

        public Tensor acos() => Aten.acos.Call(this);

        public Tensor acosh() => Aten.acosh.Call(this);

        public Tensor asin() => Aten.asin.Call(this);

        public Tensor asinh() => Aten.asinh.Call(this);

        public Tensor atan() => Aten.atan.Call(this);

        public Tensor atanh() => Aten.atanh.Call(this);

        public Tensor ceil() => Aten.ceil.Call(this);

        public Tensor cos() => Aten.cos.Call(this);

        public Tensor cosh() => Aten.cosh.Call(this);

        public Tensor erf() => Aten.erf.Call(this);

        public Tensor erfc() => Aten.erfc.Call(this);

        public Tensor exp() => Aten.exp.Call(this);

        public Tensor exp2() => Aten.exp2.Call(this);

        public Tensor expm1() => Aten.expm1.Call(this);

        public Tensor floor() => Aten.floor.Call(this);

        public Tensor frac() => Aten.frac.Call(this);

        public Tensor log() => Aten.log.Call(this);

        public Tensor log10() => Aten.log10.Call(this);

        public Tensor log1p() => Aten.log1p.Call(this);

        public Tensor log2() => Aten.log2.Call(this);

        public Tensor neg() => Aten.neg.Call(this);

        public Tensor reciprocal() => Aten.reciprocal.Call(this);

        public Tensor rsqrt() => Aten.rsqrt.Call(this);

        public Tensor sigmoid() => Aten.sigmoid.Call(this);

        public Tensor sign() => Aten.sign.Call(this);

        public Tensor sin() => Aten.sin.Call(this);

        public Tensor sinh() => Aten.sinh.Call(this);

        public Tensor sqrt() => Aten.sqrt.Call(this);

        public Tensor tan() => Aten.tan.Call(this);

        public Tensor tanh() => Aten.tanh.Call(this);

        public Tensor trunc() => Aten.trunc.Call(this);

        public Tensor square() => Aten.square.Call(this);

        public Tensor negative() => Aten.neg.Call(this);

        public Tensor round(long decimals = 0) => Aten.round_decimals.Call(this, decimals);

        public Tensor isnan() => Aten.isnan.Call(this);

        public Tensor isinf() => Aten.isinf.Call(this);

        public Tensor isfinite() => Aten.isfinite.Call(this);

        public Tensor isposinf() => Aten.isposinf.Call(this);

        public Tensor isneginf() => Aten.isneginf.Call(this);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp.Call(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor.Call(this, min, max);

        public Tensor clamp_min(Scalar min) => Aten.clamp_min.Call(this, min);

        public Tensor clamp_max(Scalar max) => Aten.clamp_max.Call(this, max);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.nan_to_num.Call(this, nan, posinf, neginf);
    }
}
