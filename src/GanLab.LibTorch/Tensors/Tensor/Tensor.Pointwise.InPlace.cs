using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs_() => Aten.abs_.CallInPlace(this);

        public Tensor acos_() => Aten.acos_.CallInPlace(this);

        public Tensor acosh_() => Aten.acosh_.CallInPlace(this);

        public Tensor asin_() => Aten.asin_.CallInPlace(this);

        public Tensor asinh_() => Aten.asinh_.CallInPlace(this);

        public Tensor atan_() => Aten.atan_.CallInPlace(this);

        public Tensor atanh_() => Aten.atanh_.CallInPlace(this);

        public Tensor ceil_() => Aten.ceil_.CallInPlace(this);

        public Tensor cos_() => Aten.cos_.CallInPlace(this);

        public Tensor cosh_() => Aten.cosh_.CallInPlace(this);

        public Tensor erf_() => Aten.erf_.CallInPlace(this);

        public Tensor erfc_() => Aten.erfc_.CallInPlace(this);

        public Tensor exp_() => Aten.exp_.CallInPlace(this);

        public Tensor exp2_() => Aten.exp2_.CallInPlace(this);

        public Tensor expm1_() => Aten.expm1_.CallInPlace(this);

        public Tensor floor_() => Aten.floor_.CallInPlace(this);

        public Tensor frac_() => Aten.frac_.CallInPlace(this);

        public Tensor log_() => Aten.log_.CallInPlace(this);

        public Tensor log10_() => Aten.log10_.CallInPlace(this);

        public Tensor log1p_() => Aten.log1p_.CallInPlace(this);

        public Tensor log2_() => Aten.log2_.CallInPlace(this);

        public Tensor neg_() => Aten.neg_.CallInPlace(this);

        public Tensor reciprocal_() => Aten.reciprocal_.CallInPlace(this);

        public Tensor rsqrt_() => Aten.rsqrt_.CallInPlace(this);

        public Tensor sigmoid_() => Aten.sigmoid_.CallInPlace(this);

        public Tensor sign_() => Aten.sign_.CallInPlace(this);

        public Tensor sin_() => Aten.sin_.CallInPlace(this);

        public Tensor sinh_() => Aten.sinh_.CallInPlace(this);

        public Tensor sqrt_() => Aten.sqrt_.CallInPlace(this);

        public Tensor tan_() => Aten.tan_.CallInPlace(this);

        public Tensor tanh_() => Aten.tanh_.CallInPlace(this);

        public Tensor trunc_() => Aten.trunc_.CallInPlace(this);

        public Tensor round_(long decimals = 0) => Aten.round__decimals.CallInPlace(this, decimals);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_.CallInPlace(this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.clamp__Tensor.CallInPlace(this, min, max);

        public Tensor clamp_min_(Scalar min) => Aten.clamp_min_.CallInPlace(this, min);

        public Tensor clamp_max_(Scalar max) => Aten.clamp_max_.CallInPlace(this, max);

        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            Aten.nan_to_num_.CallInPlace(this, nan, posinf, neginf);
    }
}
