using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Support;

/// <summary>A test whose tensors are freed at its end, with short ways to write numbers and to compare them.</summary>
public abstract class EngineTest : IDisposable
{
    private const double Tolerance = 1e-10;
    private readonly DisposeScope scope = NewDisposeScope();

    protected static Tensor Vector(params double[] values) => tensor(values);

    protected static Tensor Matrix(double[,] values) => tensor(values);

    protected static Tensor Integers(params long[] values) => tensor(values);

    protected static Tensor Truths(params bool[] values) => tensor(values);

    /// <summary>0, 1, 2, ... in the given shape, float64.</summary>
    protected static Tensor Counting(params long[] shape) =>
        arange((Scalar)shape.Aggregate(1L, (product, size) => product * size), float64).reshape(shape);

    /// <summary>Compares row by row, whatever the type and the memory order.</summary>
    protected static void Same(Tensor actual, params double[] expected) => Near(actual, Tolerance, expected);

    protected static void SameShape(Tensor actual, long[] shape, params double[] expected)
    {
        Assert.Equal(shape, actual.shape);
        Near(actual, Tolerance, expected);
    }

    protected static void Near(Tensor actual, double tolerance, params double[] expected)
    {
        var found = Doubles(actual);
        Assert.True(
            found.Length == expected.Length && found.Zip(expected).All(pair => Agrees(pair.First, pair.Second, tolerance)),
            $"expected {Text(expected)}\nbut got  {Text(found)}");
    }

    protected static double[] Doubles(Tensor tensor) => tensor.detach().to(float64).cpu().contiguous().data<double>().ToArray();

    private static bool Agrees(double found, double expected, double tolerance) =>
        double.IsNaN(expected) ? double.IsNaN(found)
        : double.IsInfinity(expected) ? found.Equals(expected)
        : Math.Abs(found - expected) <= tolerance * Math.Max(1, Math.Abs(expected));

    private static string Text(double[] values) =>
        $"[{string.Join(", ", values.Take(24).Select(v => v.ToString("g12", CultureInfo.InvariantCulture)))}]";

    public void Dispose()
    {
        scope.Dispose();
        GC.SuppressFinalize(this);
    }
}
