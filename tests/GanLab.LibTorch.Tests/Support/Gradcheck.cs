using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Support;

/// <summary>Compares autograd's gradients with central differences, in float64.</summary>
/// <remarks>The function's output is weighed by fixed numbers, so that one backward pass tests every row of the Jacobian.</remarks>
internal static class Gradcheck
{
    private const double Step = 1e-6;
    private const double Tolerance = 2e-6;

    /// <summary>First derivatives with respect to all inputs, which must be float64.</summary>
    internal static void First(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        Array.ForEach(inputs, input => input.requires_grad_());
        var analytic = Gradients(Weighed(function(inputs)), inputs, createGraph: false);
        for (var i = 0; i < inputs.Length; i++)
        {
            Compare(analytic[i], Numerical(function, inputs, i), $"input {i}");
        }
    }

    /// <summary>First and second derivatives.</summary>
    internal static void Twice(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        First(function, inputs);
        First(
            points => cat(Gradients(Weighed(function(points)), points, createGraph: true).Select(gradient => gradient.reshape(-1)).ToArray()),
            inputs);
    }

    private static Tensor[] Gradients(Tensor value, Tensor[] inputs, bool createGraph)
    {
        if (!value.requires_grad)
        {
            return [.. inputs.Select(input => zeros_like(input))];
        }

        var found = autograd.grad([value], inputs, create_graph: createGraph, allow_unused: true);
        return [.. found.Select((gradient, i) => gradient is null ? zeros_like(inputs[i]) : gradient)];
    }

    private static Tensor Weighed(Tensor output)
    {
        var weights = arange((Scalar)output.numel(), float64).mul((Scalar)0.7).cos().add((Scalar)0.3);
        return (output.reshape(-1) * weights).sum();
    }

    private static double[] Numerical(Func<Tensor[], Tensor> function, Tensor[] inputs, int which)
    {
        var numbers = inputs[which].detach();
        // The numbers in memory order, whatever the layout: the same places that the gradient is read from below.
        using var memory = numbers.as_strided([numbers.numel()], [1]).data<double>();
        var slopes = new double[numbers.numel()];
        for (var i = 0; i < slopes.Length; i++)
        {
            using var scope = NewDisposeScope();
            var before = memory[i];
            memory[i] = before + Step;
            var above = Weighed(function(inputs)).ToDouble();
            memory[i] = before - Step;
            var below = Weighed(function(inputs)).ToDouble();
            memory[i] = before;
            slopes[i] = (above - below) / (2 * Step);
        }

        using var asLaidOut = empty_like(numbers);
        using var target = asLaidOut.as_strided([slopes.Length], [1]).data<double>();
        target.CopyFrom(slopes);
        return InOrder(asLaidOut);
    }

    private static void Compare(Tensor analytic, double[] numerical, string name)
    {
        var found = InOrder(analytic.detach());
        var scale = Math.Max(1, numerical.Select(Math.Abs).DefaultIfEmpty().Max());
        for (var i = 0; i < found.Length; i++)
        {
            Assert.True(
                Math.Abs(found[i] - numerical[i]) <= Tolerance * scale,
                $"{name}, element {i}: autograd says {found[i]:g10}, central differences {numerical[i]:g10}");
        }
    }

    private static double[] InOrder(Tensor tensor) => tensor.contiguous().data<double>().ToArray();
}
