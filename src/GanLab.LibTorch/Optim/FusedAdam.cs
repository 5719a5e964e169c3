using GanLab.LibTorch;
using GanLab.LibTorch.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The update of Adam and AdamW over all parameters: one native call, or operators where that does not fit.</summary>
internal static unsafe class FusedAdam
{
    private const string NotRecordable =
        "AMSGrad, maximising, and parameters with unequal numbers of updates need numbers from the host and cannot be recorded";

    internal readonly record struct Item(Tensor Parameter, Tensor Gradient, Tensor Mean, Tensor Square, Tensor? LargestSquare, long Step);

    internal readonly record struct Settings(
        double Rate, double Beta1, double Beta2, double Eps, double Decay, bool Decoupled, bool Maximize);

    internal static void Check(double lr, double beta1, double beta2, double eps, double weight_decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        foreach (var beta in (double[])[beta1, beta2])
        {
            if (beta is not (>= 0 and < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(beta1), beta, "Adam's betas lie in [0, 1).");
            }
        }
    }

    internal static void Step(List<Item> items, Settings settings, DeviceNumbers? numbers)
    {
        var plain = !settings.Maximize && items[0].LargestSquare is null;
        if (plain && numbers is not null && items.TrueForAll(item => item.Step == items[0].Step))
        {
            numbers.Write(items[0].Step - 1, settings.Rate);
            DeviceAdam.Step(items, settings, numbers);
            return;
        }

        if (UpdateTape.IsRunning)
        {
            throw TensorException.From("Adam.step", $"{items.Count} parameters", NotRecordable);
        }

        if (!plain)
        {
            items.ForEach(item => StepWithOperators(item, settings));
            return;
        }

        var parameters = items.ConvertAll(item => item.Parameter.Handle).ToArray();
        var gradients = items.ConvertAll(item => item.Gradient.Handle).ToArray();
        var means = items.ConvertAll(item => item.Mean.Handle).ToArray();
        var squares = items.ConvertAll(item => item.Square.Handle).ToArray();
        var steps = items.ConvertAll(item => item.Step).ToArray();
        fixed (nint* p = parameters, g = gradients, m = means, v = squares)
        fixed (long* t = steps)
        {
            var status = NativeMethods.gl_adam_step(
                p, g, m, v, t, items.Count, settings.Rate, settings.Beta1, settings.Beta2, settings.Eps, settings.Decay,
                settings.Decoupled ? 1 : 0);
            NativeError.Check(status, "Adam.step", $"{items.Count} parameters");
        }

        GC.KeepAlive(items);
    }

    private static void StepWithOperators(Item item, Settings s)
    {
        var gradient = s.Maximize ? item.Gradient.neg() : item.Gradient;
        if (s.Decoupled)
        {
            item.Parameter.mul_((Scalar)(1 - (s.Rate * s.Decay)));
        }
        else if (s.Decay != 0)
        {
            gradient = gradient.add(item.Parameter, (Scalar)s.Decay);
        }

        item.Mean.mul_((Scalar)s.Beta1).add_(gradient, (Scalar)(1 - s.Beta1));
        item.Square.mul_((Scalar)s.Beta2).addcmul_(gradient, gradient, (Scalar)(1 - s.Beta2));
        item.LargestSquare?.copy_(item.LargestSquare.maximum(item.Square));
        var root = (item.LargestSquare ?? item.Square).sqrt() / Math.Sqrt(1 - Math.Pow(s.Beta2, item.Step));
        item.Parameter.addcdiv_(item.Mean, root + s.Eps, (Scalar)(-s.Rate / (1 - Math.Pow(s.Beta1, item.Step))));
    }
}
