using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor add(Tensor left, Scalar right) => Aten.add_Scalar.Call(left, right);

    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => Aten.add_Scalar.Call(left, right, alpha);

    public static Tensor add(Tensor left, Tensor right) => Aten.add.Call(left, right);

    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => Aten.add.Call(left, right, alpha);

    public static Tensor add_(Tensor left, Scalar right) => Aten.add__Scalar.CallInPlace(left, right);

    public static Tensor add_(Tensor left, Scalar right, Scalar alpha) => Aten.add__Scalar.CallInPlace(left, right, alpha);

    public static Tensor add_(Tensor left, Tensor right) => Aten.add_.CallInPlace(left, right);

    public static Tensor add_(Tensor left, Tensor right, Scalar alpha) => Aten.add_.CallInPlace(left, right, alpha);

    public static Tensor mul(Tensor left, Scalar right) => Aten.mul_Scalar.Call(left, right);

    public static Tensor mul(Tensor left, Tensor right) => Aten.mul.Call(left, right);

    public static Tensor mul_(Tensor left, Scalar right) => Aten.mul__Scalar.CallInPlace(left, right);

    public static Tensor mul_(Tensor left, Tensor right) => Aten.mul_.CallInPlace(left, right);

    public static Tensor pow(Tensor left, Scalar exponent) => Aten.pow_Scalar.Call(left, exponent);

    public static Tensor pow(Tensor left, Tensor exponent) => Aten.pow.Call(left, exponent);

    public static Tensor pow_(Tensor left, Scalar exponent) => Aten.pow__Scalar.CallInPlace(left, exponent);

    public static Tensor pow_(Tensor left, Tensor exponent) => Aten.pow_.CallInPlace(left, exponent);

    public static Tensor remainder(Tensor left, Scalar right) => Aten.remainder_Scalar.Call(left, right);

    public static Tensor remainder(Tensor left, Tensor right) => Aten.remainder.Call(left, right);

    public static Tensor remainder_(Tensor left, Scalar right) => Aten.remainder__Scalar.CallInPlace(left, right);

    public static Tensor remainder_(Tensor left, Tensor right) => Aten.remainder_.CallInPlace(left, right);

    public static Tensor fmod(Tensor left, Scalar right) => Aten.fmod_Scalar.Call(left, right);

    public static Tensor fmod(Tensor left, Tensor right) => Aten.fmod.Call(left, right);

    public static Tensor fmod_(Tensor left, Scalar right) => Aten.fmod__Scalar.CallInPlace(left, right);

    public static Tensor fmod_(Tensor left, Tensor right) => Aten.fmod_.CallInPlace(left, right);

    public static Tensor floor_divide(Tensor input, Tensor other) => Aten.floor_divide.Call(input, other);

    public static Tensor floor_divide_(Tensor input, Tensor other) => Aten.floor_divide_.CallInPlace(input, other);

    public static Tensor xlogy(Tensor x, Scalar y) => Aten.xlogy_Scalar.Call(x, y);

    public static Tensor xlogy(Tensor x, Tensor y) => Aten.xlogy.Call(x, y);

    public static Tensor sub(Tensor left, Scalar right) => Aten.sub_Scalar.Call(left, right);

    public static Tensor sub(Tensor left, Tensor right) => Aten.sub.Call(left, right);

    public static Tensor sub_(Tensor left, Scalar right) => Aten.sub__Scalar.CallInPlace(left, right);

    public static Tensor sub_(Tensor left, Tensor right) => Aten.sub_.CallInPlace(left, right);

    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        Aten.div_Scalar.Call(left, right, Rounding(rounding_mode));

    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        Aten.div.Call(left, right, Rounding(rounding_mode));

    public static Tensor div_(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) =>
        Aten.div__Scalar.CallInPlace(left, right, Rounding(rounding_mode));

    public static Tensor div_(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) =>
        Aten.div_.CallInPlace(left, right, Rounding(rounding_mode));

    public static Tensor maximum(Tensor input, Tensor other) => Aten.maximum.Call(input, other);

    public static Tensor minimum(Tensor input, Tensor other) => Aten.minimum.Call(input, other);

    public static Tensor atan2(Tensor input, Tensor other) => Aten.atan2.Call(input, other);

    public static Tensor hypot(Tensor left, Tensor right) => Aten.hypot.Call(left, right);

    public static Tensor fmax(Tensor input, Tensor other) => Aten.fmax.Call(input, other);

    public static Tensor fmin(Tensor input, Tensor other) => Aten.fmin.Call(input, other);

    public static Tensor logaddexp(Tensor left, Tensor right) => Aten.logaddexp.Call(left, right);

    public static Tensor copysign(Tensor input, Tensor other) => Aten.copysign.Call(input, other);

    public static Tensor float_power(Tensor input, Tensor target) => Aten.float_power.Call(input, target);

    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => Aten.lerp.Call(input, end, weight);

    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        Aten.addcmul.Call(input, tensor1, tensor2, value);

    public static Tensor addcmul_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        Aten.addcmul_.CallInPlace(input, tensor1, tensor2, value);

    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        Aten.addcdiv.Call(input, tensor1, tensor2, value);

    public static Tensor addcdiv_(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) =>
        Aten.addcdiv_.CallInPlace(input, tensor1, tensor2, value);
}
