using GanLab.LibTorch.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam and AdamW over all parameters with what changes from update to update read on the device: one kernel for many tensors.</summary>
/// <remarks>libtorch's fused kernel where it takes the learning rate as a tensor, which is CUDA from 2.2 on; else its operators on lists.</remarks>
internal static class DeviceAdam
{
    /// <summary>Whether the CPU computes this way too, for this thread: to compare with.</summary>
    [ThreadStatic]
    internal static bool OnAnyDevice;

    internal static bool Takes(Tensor parameter) => OnAnyDevice || parameter.device_type == DeviceType.CUDA;

    internal static void Step(List<FusedAdam.Item> items, FusedAdam.Settings s, DeviceNumbers numbers)
    {
        numbers.Advance();
        Tensor[] parameters = [.. items.Select(item => item.Parameter)];
        Tensor[] gradients = [.. items.Select(item => LaidLike(item.Parameter, item.Gradient))];
        Tensor[] means = [.. items.Select(item => item.Mean)];
        Tensor[] squares = [.. items.Select(item => item.Square)];
        var fused = s.Decoupled ? NewerAten._fused_adamw_ : NewerAten._fused_adam_;
        if (fused.Exists && parameters[0].device_type == DeviceType.CUDA)
        {
            fused.CallMany(
                1, parameters, gradients, means, squares, Array.Empty<Tensor>(), Repeated(numbers.Step, items.Count), numbers.Rate, s.Beta1,
                s.Beta2, s.Decay, s.Eps, false, false);
            return;
        }

        StepWithLists(parameters, gradients, means, squares, s, numbers);
    }

    private static void StepWithLists(
        Tensor[] parameters, Tensor[] gradients, Tensor[] means, Tensor[] squares, FusedAdam.Settings s, DeviceNumbers numbers)
    {
        var count = parameters.Length;
        if (s.Decoupled && s.Decay != 0)
        {
            Aten._foreach_mul_List_.CallMany(1, parameters, Repeated(1 - (numbers.Rate * s.Decay), count));
        }
        else if (s.Decay != 0)
        {
            gradients = Aten._foreach_add_List.CallMany(count, gradients, parameters, s.Decay)!;
        }

        Aten._foreach_mul_Scalar_.CallMany(1, means, s.Beta1);
        Aten._foreach_add_List_.CallMany(1, means, gradients, 1 - s.Beta1);
        Aten._foreach_mul_Scalar_.CallMany(1, squares, s.Beta2);
        Aten._foreach_addcmul_Scalar_.CallMany(1, squares, gradients, gradients, 1 - s.Beta2);

        // θ − lr/c₁ · m / (√v/√c₂ + ε), with lr/c₁ as a divisor of the denominator.
        var step = numbers.Step.to(ScalarType.Float64);
        var correction1 = 1 - (step * Math.Log(s.Beta1)).exp();
        var root2 = (1 - (step * Math.Log(s.Beta2)).exp()).sqrt();
        var divisors = Aten._foreach_sqrt.CallMany(count, squares)!;
        Aten._foreach_mul_List_.CallMany(1, divisors!, Repeated(root2.reciprocal().to(ScalarType.Float32), count));
        Aten._foreach_add_Scalar_.CallMany(1, divisors!, s.Eps);
        Aten._foreach_mul_List_.CallMany(1, divisors!, Repeated((correction1 / numbers.Rate).to(ScalarType.Float32), count));
        Aten._foreach_addcdiv_Scalar_.CallMany(1, parameters, means, divisors!, -1.0);
    }

    // The fused kernel goes through all four as they lie in memory.
    private static Tensor LaidLike(Tensor parameter, Tensor gradient) =>
        gradient.stride().SequenceEqual(parameter.stride()) ? gradient : empty_like(parameter).copy_(gradient);

    private static Tensor[] Repeated(Tensor tensor, int count) => [.. Enumerable.Repeat(tensor, count)];
}
