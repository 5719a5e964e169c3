using System.Runtime.InteropServices;

namespace GanLab.LibTorch;

/// <summary>libtorch refused an operation: the message names the operator, its argument shapes, the reason and a way out.</summary>
/// <remarks>An <see cref="ExternalException"/>, which is what TorchSharp throws.</remarks>
public sealed class TensorException : ExternalException
{
    /// <summary>For instance "aten::mm".</summary>
    public string Operator { get; }

    private TensorException(string message, string op)
        : base(message) => Operator = op;

    internal static TensorException From(string op, string arguments, string reason)
    {
        var firstLines = reason.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return new TensorException($"{op}({arguments}): {firstLines}. {Advice(firstLines)}", op);
    }

    private static string Advice(string reason) => reason switch
    {
        _ when Says(reason, "out of memory") || Says(reason, "can't allocate memory") =>
            "Use a smaller batch or a smaller image size.",
        _ when Says(reason, "same device") || Says(reason, "same type") && Says(reason, "device") || Says(reason, "on the same device") =>
            "Move all arguments to one device with .to(device).",
        _ when Says(reason, "dtype") || Says(reason, "scalar type") || Says(reason, "same type") || Says(reason, "Input type") =>
            "Convert the arguments to one type with .to(type).",
        _ when Says(reason, "does not require grad") || Says(reason, "grad_fn") =>
            "Compute it with gradients enabled from a tensor with requires_grad = true.",
        _ when Says(reason, "a second time") => "Pass retain_graph: true to the first backward pass.",
        _ when Says(reason, "in-place operation") || Says(reason, "inplace operation") =>
            "Work on a copy with .clone(), or under torch.no_grad().",
        _ => "Check the shapes and values of the arguments.",
    };

    private static bool Says(string reason, string words) => reason.Contains(words, StringComparison.OrdinalIgnoreCase);
}
