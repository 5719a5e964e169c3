using static TorchSharp.torch;

namespace GanLab.Tests.Support;

/// <summary>Equal but for rounding.</summary>
internal static class Nearly
{
    private const double Least = 1e-6; // smaller numbers may be rounding alone

    /// <summary>Requires that two tensors differ nowhere by more than a share of the largest number.</summary>
    public static void Equal(string name, Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var (wanted, found) = (expected.detach().to(ScalarType.Float64), actual.detach().to(ScalarType.Float64));
        var difference = (wanted - found).abs().max().item<double>() / Math.Max(Least, wanted.abs().max().item<double>());
        Assert.True(difference <= tolerance, $"{name} differs by {difference:g3} of its largest number");
    }
}
