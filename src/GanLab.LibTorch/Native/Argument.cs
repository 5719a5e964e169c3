using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Native;

/// <summary>One argument of an operator call, made by implicit conversion from what the caller has.</summary>
internal readonly struct Argument
{
    internal readonly Tag Tag;
    internal readonly long Integer;
    internal readonly double Number;
    internal readonly object? Reference;

    private Argument(Tag tag, long integer = 0, double number = 0, object? reference = null) =>
        (Tag, Integer, Number, Reference) = (tag, integer, number, reference);

    /// <summary>An optional argument that is not there.</summary>
    internal static Argument None => default;

    /// <summary>Leaves the argument to the default in the operator's schema.</summary>
    internal static Argument Default => new(Tag.Default);

    internal static Argument Of(Tensor?[] optionalTensors) => new(Tag.OptionalTensorList, reference: optionalTensors);

    internal static Argument OfBools(params bool[] values) => new(Tag.BoolList, reference: values);

    public static implicit operator Argument(Tensor? tensor) => tensor is null ? None : new(Tag.Tensor, reference: tensor);

    public static implicit operator Argument(Tensor[]? tensors) => tensors is null ? None : new(Tag.TensorList, reference: tensors);

    public static implicit operator Argument(long value) => new(Tag.Int, value);

    public static implicit operator Argument(long? value) => value is null ? None : new(Tag.Int, value.Value);

    public static implicit operator Argument(double value) => new(Tag.Double, number: value);

    public static implicit operator Argument(double? value) => value is null ? None : new(Tag.Double, number: value.Value);

    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Argument(long[]? values) => values is null ? None : new(Tag.IntList, reference: values);

    public static implicit operator Argument(double[]? values) => values is null ? None : new(Tag.DoubleList, reference: values);

    public static implicit operator Argument(string? text) => text is null ? None : new(Tag.String, reference: text);

    public static implicit operator Argument(ScalarType type) => new(Tag.Int, (long)type);

    public static implicit operator Argument(ScalarType? type) => type is null ? None : new(Tag.Int, (long)type.Value);

    public static implicit operator Argument(Device? device) => device is null ? None : new(Tag.Device, device.Packed);

    public static implicit operator Argument(Generator? generator) =>
        generator is null ? None : new(Tag.Generator, reference: generator);

    public static implicit operator Argument(Scalar? scalar) => scalar switch
    {
        null => None,
        { IsFloatingPoint: true } => new(Tag.Double, number: scalar.Number),
        { Type: ScalarType.Bool } => new(Tag.Bool, scalar.Integer),
        _ => new(Tag.Int, scalar.Integer),
    };

    /// <summary>For error messages: the shape of a tensor, the value of anything else.</summary>
    public override string ToString() => Tag switch
    {
        Tag.None => "none",
        Tag.Default => "default",
        Tag.Tensor => Describe((Tensor)Reference!),
        Tag.TensorList => $"{{{string.Join(", ", ((Tensor[])Reference!).Select(Describe))}}}",
        Tag.OptionalTensorList => $"{{{string.Join(", ", ((Tensor?[])Reference!).Select(t => t is null ? "none" : Describe(t)))}}}",
        Tag.IntList => $"({string.Join(", ", (long[])Reference!)})",
        Tag.DoubleList => $"({string.Join(", ", (double[])Reference!)})",
        Tag.Double => Number.ToString("g6", System.Globalization.CultureInfo.InvariantCulture),
        Tag.Bool => Integer != 0 ? "true" : "false",
        Tag.String => $"'{Reference}'",
        Tag.Generator => "generator",
        Tag.Device => new Device(Integer).ToString(),
        _ => Integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    internal static string Describe(Tensor tensor) => tensor.IsInvalid ? "disposed" : $"{tensor.dtype}[{string.Join(", ", tensor.shape)}]";
}
