using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs_() => Aten.abs_.Call(this);

        public Tensor acos_() => Aten.acos_.Call(this);

        public Tensor acosh_() => Aten.acosh_.Call(this);

        public Tensor asin_() => Aten.asin_.Call(this);

        public Tensor asinh_() => Aten.asinh_.Call(this);

        public Tensor atan_() => Aten.atan_.Call(this);

        public Tensor atanh_() => Aten.atanh_.Call(this);

        public Tensor ceil_() => Aten.ceil_.Call(this);

        public Tensor cos_() => Aten.cos_.Call(this);

        public Tensor cosh_() => Aten.cosh_.Call(this);

        public Tensor erf_() => Aten.erf_.Call(this);

        public Tensor erfc_() => Aten.erfc_.Call(this);

        public Tensor exp_() => Aten.exp_.Call(this);

        public Tensor exp2_() => Aten.exp2_.Call(this);

        public Tensor expm1_() => Aten.expm1_.Call(this);

        public Tensor floor_() => Aten.floor_.Call(this);

        public Tensor frac_() => Aten.frac_.Call(this);

        public Tensor log_() => Aten.log_.Call(this);

        public Tensor log10_() => Aten.log10_.Call(this);

        public Tensor log1p_() => Aten.log1p_.Call(this);

        public Tensor log2_() => Aten.log2_.Call(this);

        public Tensor neg_() => Aten.neg_.Call(this);

        public Tensor reciprocal_() => Aten.reciprocal_.Call(this);

        public Tensor rsqrt_() => Aten.rsqrt_.Call(this);

        public Tensor sigmoid_() => Aten.sigmoid_.Call(this);

        public Tensor sign_() => Aten.sign_.Call(this);

        public Tensor sin_() => Aten.sin_.Call(this);

        public Tensor sinh_() => Aten.sinh_.Call(this);

        public Tensor sqrt_() => Aten.sqrt_.Call(this);

        public Tensor tan_() => Aten.tan_.Call(this);

        public Tensor tanh_() => Aten.tanh_.Call(this);

        public Tensor trunc_() => Aten.trunc_.Call(this);

        public Tensor round_(long decimals = 0) => Aten.round__decimals.Call(this, decimals);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.Call(this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.clamp__Tensor.Call(this, min, max);

        public Tensor clamp_min_(Scalar min) => Aten.clamp_min_.Call(this, min);

        public Tensor clamp_max_(Scalar max) => Aten.clamp_max_.Call(this, max);

        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.nan_to_num_.Call(this, nan, posinf, neginf);
    }
}
