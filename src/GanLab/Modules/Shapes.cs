using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Checks the shapes of what a module is given, so that a mistake is named where it was made.</summary>
public static class Shapes
{
    /// <summary>Requires the shape <paramref name="expected"/>, in which -1 stands for any size.</summary>
    /// <exception cref="ArgumentException">The shape is another; the message gives both.</exception>
    public static void Require(Tensor tensor, string name, params long[] expected)
    {
        var shape = tensor.shape;
        var fits = shape.Length == expected.Length
            && shape.Zip(expected).All(pair => pair.Second == -1 || pair.First == pair.Second);
        if (!fits)
        {
            var wanted = string.Join(", ", expected.Select(size => size == -1 ? "N" : size.ToString()));
            throw new ArgumentException($"expected {name} of shape [{wanted}], got [{string.Join(", ", shape)}].", name);
        }
    }

    /// <summary>Requires int64 labels [<paramref name="count"/>] where there are classes, and none where there are not.</summary>
    /// <exception cref="ArgumentException">Labels are missing, not wanted, or of another shape or type.</exception>
    public static void RequireLabels(Tensor? labels, long count, int classes)
    {
        if (labels is null != (classes == 0))
        {
            throw new ArgumentException(
                classes == 0 ? "labels were given to a model without classes." : $"a model of {classes} classes needs labels.", nameof(labels));
        }

        if (labels is not null)
        {
            Require(labels, nameof(labels), count);
            if (labels.dtype != ScalarType.Int64)
            {
                throw new ArgumentException($"labels must be Int64, got {labels.dtype}.", nameof(labels));
            }
        }
    }
}
