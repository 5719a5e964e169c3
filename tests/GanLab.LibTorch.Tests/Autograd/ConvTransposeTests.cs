using GanLab.LibTorch.Native;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Autograd;

/// <summary>The engine's own transposed convolution: against libtorch's, and its derivatives against central differences.</summary>
public class ConvTransposeTests : EngineTest
{
    public sealed record Geometry(
        string Name, long[] Input, long[] Weight, long Stride = 1, long Padding = 0, long OutputPadding = 0, long Dilation = 1, long Groups = 1)
    {
        internal long[] Two(long value) => [value, value];

        internal Tensor Own(Tensor x, Tensor w, Tensor? b = null) => functional.conv_transpose2d(
            x, w, b, Two(Stride), Two(Padding), Two(OutputPadding), Two(Dilation), Groups);

        internal Tensor Libtorchs(Tensor x, Tensor w, Tensor? b = null) => Aten.conv_transpose2d.Call(
            x, w, b, Two(Stride), Two(Padding), Two(OutputPadding), Groups, Two(Dilation));

        internal Tensor Bias() => Values([Weight[1] * Groups]);

        internal static Tensor Values(long[] shape) =>
            arange((Scalar)shape.Aggregate(1L, (product, size) => product * size), float64).mul((Scalar)0.9).sin().reshape(shape).contiguous();

        public override string ToString() => Name;
    }

    public static TheoryData<Geometry> Geometries() =>
    [
        new("plain", [2, 2, 3, 3], [2, 3, 2, 2]),
        new("DCGAN's", [1, 2, 2, 2], [2, 2, 4, 4], 2, 1),
        new("with output padding", [1, 2, 2, 3], [2, 1, 3, 3], 2, 1, 1),
        new("dilated", [1, 1, 3, 3], [1, 2, 2, 2], 1, 1, 0, 2),
        new("in groups", [1, 4, 2, 2], [4, 1, 3, 3], 2, 1, 0, 1, 2),
        new("from a single pixel", [3, 4, 1, 1], [4, 2, 4, 4]),
        new("from a single pixel with stride", [2, 3, 1, 1], [3, 2, 2, 2], 2),
        new("from a single pixel with padding", [2, 3, 1, 1], [3, 2, 4, 4], 1, 1),
    ];

    [Theory]
    [MemberData(nameof(Geometries))]
    public void It_agrees_with_libtorchs_own(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        foreach (var (type, tolerance) in ((ScalarType, double)[])[(float64, 1e-10), (float32, 1e-4)])
        {
            var (x, w, b) = (Geometry.Values(geometry.Input).to(type), Geometry.Values(geometry.Weight).to(type), geometry.Bias().to(type));
            var expected = geometry.Libtorchs(x, w, b);
            foreach (var layout in (Func<Tensor, Tensor>[])[t => t, Backend.ToChannelsLast])
            {
                var found = geometry.Own(layout(x), layout(w), b);
                Assert.Equal(expected.shape, found.shape);
                Near(found, tolerance, Doubles(expected));
                Near(geometry.Own(layout(x), layout(w)), tolerance, Doubles(geometry.Libtorchs(x, w)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Its_derivatives_agree_with_central_differences(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        foreach (var layout in (Func<Tensor, Tensor>[])[t => t, Backend.ToChannelsLast])
        {
            Gradcheck.Twice(
                p => geometry.Own(p[0], p[1], p[2]), layout(Geometry.Values(geometry.Input)), layout(Geometry.Values(geometry.Weight)), geometry.Bias());
        }
    }

    [Fact]
    public void Only_what_is_asked_for_gets_a_gradient()
    {
        var x = Geometry.Values([1, 2, 2, 2]);
        var w = Geometry.Values([2, 2, 4, 4]).requires_grad_();
        functional.conv_transpose2d(x, w, strides: [2, 2]).sum().backward();
        Assert.Null(x.grad);
        Assert.Equal(w.shape, w.grad!.shape);
    }

    [Fact]
    public void Channels_last_weights_give_a_channels_last_image()
    {
        var y = functional.conv_transpose2d(
            Backend.ToChannelsLast(ones(1, 4, 2, 2)), Backend.ToChannelsLast(ones(4, 3, 4, 4)), strides: [2, 2], padding: [1, 1]);
        Assert.Equal([48, 1, 12, 3], y.stride());
    }

    [Fact]
    public void Under_autocast_it_runs_in_bfloat16_and_stays_close()
    {
        var (x, w, b) = (Geometry.Values([2, 8, 4, 4]).to(float32), Geometry.Values([8, 3, 4, 4]).to(float32), Geometry.Values([3]).to(float32));
        var exact = functional.conv_transpose2d(x, w, b, [2, 2], [1, 1]);
        Tensor rounded;
        using (Backend.Autocast(cuda: false))
        {
            rounded = functional.conv_transpose2d(x, w, b, [2, 2], [1, 1]);
        }

        Assert.Equal(bfloat16, rounded.dtype);
        Near(rounded, 0.05, Doubles(exact));
        Assert.Equal(float32, functional.conv_transpose2d(x, w).dtype);
    }
}
