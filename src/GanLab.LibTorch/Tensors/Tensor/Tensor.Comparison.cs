using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Scalar target) => Aten.eq_Scalar.Call(this, target);

        public Tensor eq(Tensor target) => Aten.eq.Call(this, target);

        public Tensor ne(Scalar target) => Aten.ne_Scalar.Call(this, target);

        public Tensor ne(Tensor target) => Aten.ne.Call(this, target);

        public Tensor lt(Scalar target) => Aten.lt_Scalar.Call(this, target);

        public Tensor lt(Tensor target) => Aten.lt.Call(this, target);

        public Tensor le(Scalar target) => Aten.le_Scalar.Call(this, target);

        public Tensor le(Tensor target) => Aten.le.Call(this, target);

        public Tensor gt(Scalar target) => Aten.gt_Scalar.Call(this, target);

        public Tensor gt(Tensor target) => Aten.gt.Call(this, target);

        public Tensor ge(Scalar target) => Aten.ge_Scalar.Call(this, target);

        public Tensor ge(Tensor target) => Aten.ge.Call(this, target);

        public Tensor eq_(Scalar target) => Aten.eq__Scalar.CallInPlace(this, target);

        public Tensor eq_(Tensor target) => Aten.eq_.CallInPlace(this, target);

        public Tensor ne_(Scalar target) => Aten.ne__Scalar.CallInPlace(this, target);

        public Tensor ne_(Tensor target) => Aten.ne_.CallInPlace(this, target);

        public Tensor lt_(Scalar target) => Aten.lt__Scalar.CallInPlace(this, target);

        public Tensor lt_(Tensor target) => Aten.lt_.CallInPlace(this, target);

        public Tensor le_(Scalar target) => Aten.le__Scalar.CallInPlace(this, target);

        public Tensor le_(Tensor target) => Aten.le_.CallInPlace(this, target);

        public Tensor gt_(Scalar target) => Aten.gt__Scalar.CallInPlace(this, target);

        public Tensor gt_(Tensor target) => Aten.gt_.CallInPlace(this, target);

        public Tensor ge_(Scalar target) => Aten.ge__Scalar.CallInPlace(this, target);

        public Tensor ge_(Tensor target) => Aten.ge_.CallInPlace(this, target);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.isclose.Call(this, other, rtol, atol, nanEqual);

        public Tensor maximum(Tensor other) => Aten.maximum.Call(this, other);

        public Tensor minimum(Tensor other) => Aten.minimum.Call(this, other);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.allclose.CallBool(this, target, rtol, atol, equal_nan);
    }
}
