using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor eq(Tensor left, Tensor right) => Aten.eq.Call(left, right);

    public static Tensor ne(Tensor left, Tensor right) => Aten.ne.Call(left, right);

    public static Tensor lt(Tensor left, Tensor right) => Aten.lt.Call(left, right);

    public static Tensor le(Tensor left, Tensor right) => Aten.le.Call(left, right);

    public static Tensor gt(Tensor left, Tensor right) => Aten.gt.Call(left, right);

    public static Tensor ge(Tensor left, Tensor right) => Aten.ge.Call(left, right);

    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
        Aten.isclose.Call(tensor, other, rtol, atol, nanEqual);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
        Aten.allclose.CallBool(tensor, target, rtol, atol, equal_nan);

    public static Tensor logical_and(Tensor left, Tensor right) => Aten.logical_and.Call(left, right);

    public static Tensor logical_and_(Tensor left, Tensor right) => Aten.logical_and_.CallInPlace(left, right);

    public static Tensor bitwise_and(Tensor left, Tensor right) => Aten.bitwise_and.Call(left, right);

    public static Tensor bitwise_and_(Tensor left, Tensor right) => Aten.bitwise_and_.CallInPlace(left, right);

    public static Tensor logical_or(Tensor left, Tensor right) => Aten.logical_or.Call(left, right);

    public static Tensor logical_or_(Tensor left, Tensor right) => Aten.logical_or_.CallInPlace(left, right);

    public static Tensor bitwise_or(Tensor left, Tensor right) => Aten.bitwise_or.Call(left, right);

    public static Tensor bitwise_or_(Tensor left, Tensor right) => Aten.bitwise_or_.CallInPlace(left, right);

    public static Tensor logical_xor(Tensor left, Tensor right) => Aten.logical_xor.Call(left, right);

    public static Tensor logical_xor_(Tensor left, Tensor right) => Aten.logical_xor_.CallInPlace(left, right);

    public static Tensor bitwise_xor(Tensor left, Tensor right) => Aten.bitwise_xor.Call(left, right);

    public static Tensor bitwise_xor_(Tensor left, Tensor right) => Aten.bitwise_xor_.CallInPlace(left, right);

    public static Tensor logical_not(Tensor input) => Aten.logical_not.Call(input);

    public static Tensor bitwise_not(Tensor input) => Aten.bitwise_not.Call(input);

    public static Tensor bitwise_not_(Tensor input) => Aten.bitwise_not_.CallInPlace(input);
}
