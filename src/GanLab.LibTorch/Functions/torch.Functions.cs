using System.Runtime.CompilerServices;
using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor clone(Tensor input) => Aten.clone.Call(input);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => Aten.bernoulli.Call(input, generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        Aten.multinomial.Call(input, num_samples, replacement, generator);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) =>
        Aten.normal.Call(mean, std, generator);

    public static bool is_floating_point(Tensor input) => is_floating_point(Given(input).dtype);

    public static bool is_integral(Tensor t) => is_integral(Given(t).dtype);

    public static long numel(Tensor input) => Given(input).numel();

    // For calls on a method of the tensor, where null would otherwise end in a NullReferenceException.
    private static Tensor Given(Tensor? tensor, [CallerArgumentExpression(nameof(tensor))] string? name = null) =>
        tensor ?? throw new ArgumentNullException(name);
}
