using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Autograd;

/// <summary>The engine's own convolutions in fp32 against libtorch's in fp64, with their derivatives of both orders.</summary>
public class PackedConvolutionTests : EngineTest
{
    private const double Rounding = 2e-6;  // of fp32 sums, relative to the norm of the whole
    private const double OfResults = 2e-3; // of results to bfloat16, likewise: eight bits, evenly off by at most half of the last

    public sealed record Geometry(
        long[] Input, long[] Weight, long Stride = 1, long Padding = 0, bool Transposed = false, long OutputPadding = 0)
    {
        internal Tensor Apply(Tensor x, Tensor w) => Transposed
            ? functional.conv_transpose2d(x, w, null, [Stride, Stride], [Padding, Padding], [OutputPadding, OutputPadding])
            : functional.conv2d(x, w, null, [Stride, Stride], [Padding, Padding]);

        public override string ToString() =>
            $"{(Transposed ? "transposed " : "")}[{string.Join(",", Input)}] [{string.Join(",", Weight)}] /{Stride} +{Padding} +{OutputPadding}";
    }

    public static TheoryData<Geometry> Geometries() =>
    [
        new([2, 3, 8, 8], [70, 3, 4, 4], 2, 1),
        new([3, 40, 9, 7], [17, 40, 3, 3], 1, 1),
        new([2, 5, 11, 11], [33, 5, 5, 5], 3, 2),
        new([2, 17, 10, 10], [20, 17, 2, 2], 3), // some pixels are met by no tap
        new([4, 33, 1, 1], [65, 33, 1, 1]),
        new([2, 64, 4, 4], [1, 64, 4, 4]),
        new([300, 8, 6, 6], [8, 8, 3, 3], 1, 1), // more rows than a block, more pixels than a stretch
        new([2, 9, 5, 5], [9, 4, 4, 4], 2, 1, true),
        new([2, 9, 5, 5], [9, 70, 3, 3], 2, 1, true, 1),
        new([3, 20, 1, 1], [20, 24, 4, 4], 1, 0, true),
        new([2, 64, 8, 8], [64, 3, 4, 4], 2, 1, true), // few channels: gathered from patches
    ];

    private static Tensor Values(params long[] shape) =>
        arange((Scalar)shape.Aggregate(1L, (product, size) => product * size), float64).mul((Scalar)0.9).sin().reshape(shape);

    private static Tensor[] Inputs(Geometry geometry) => [Values(geometry.Input), Values(geometry.Weight) + 0.1];

    private static Tensor Packed(Tensor tensor) => Backend.ToChannelsLast(tensor.detach().to(float32)).detach().requires_grad_();

    private static void SameUpToRounding(Tensor expected, Tensor found, double tolerance = Rounding)
    {
        Assert.Equal(expected.shape, found.shape);
        var error = (found.to(float64) - expected).norm().item<double>() / Math.Max(1e-30, expected.norm().item<double>());
        Assert.True(error <= tolerance, $"off by {error} of the norm");
    }

    private static Tensor Weighed(Tensor tensor) =>
        (tensor * (Values(tensor.shape) * 1.7).cos().to(tensor.dtype)).sum();

    private static IList<Tensor> Both(Func<Tensor[], Tensor> function, Tensor[] points, bool again) =>
        autograd.grad([function(points)], points, create_graph: again);

    [SkippableTheory]
    [MemberData(nameof(Geometries))]
    public void Values_and_derivatives_are_those_of_libtorch_in_double_precision(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        var exact = Inputs(geometry).Select(input => input.requires_grad_()).ToArray();
        var packed = exact.Select(Packed).ToArray();
        SameUpToRounding(geometry.Apply(exact[0], exact[1]), geometry.Apply(packed[0], packed[1]));

        Tensor Square(Tensor[] at) => Weighed(geometry.Apply(at[0], at[1]).square());
        var expected = Both(Square, exact, again: true);
        var found = Both(Square, packed, again: true);
        foreach (var (e, f) in expected.Zip(found))
        {
            SameUpToRounding(e, f);
        }

        var expectedAgain = autograd.grad([Weighed(expected[0]) + Weighed(expected[1])], exact);
        var foundAgain = autograd.grad([Weighed(found[0]) + Weighed(found[1])], packed);
        foreach (var (e, f) in expectedAgain.Zip(foundAgain))
        {
            SameUpToRounding(e, f);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Geometries))]
    public void Under_autocast_factors_and_results_are_rounded_and_no_sum_is(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: true), "needs AVX512_BF16");
        static Tensor Rounded(Tensor tensor) => tensor.to(bfloat16).to(float64);
        var exact = Inputs(geometry);
        var packed = exact.Select(Packed).ToArray();
        using var autocast = Backend.Autocast(cuda: false);
        var found = geometry.Apply(packed[0], packed[1]);
        Assert.Equal(bfloat16, found.dtype);
        SameUpToRounding(geometry.Apply(Rounded(exact[0]), Rounded(exact[1])), found, OfResults);

        var rounded = exact.Select(tensor => Rounded(tensor).requires_grad_()).ToArray();
        var direction = Values(found.shape).cos();
        var gradients = autograd.grad([(found * direction.to(float32)).sum()], packed);
        var expected = autograd.grad([(geometry.Apply(rounded[0], rounded[1]) * Rounded(direction.to(float32))).sum()], rounded);
        SameUpToRounding(expected[0], gradients[0], OfResults);
        SameUpToRounding(expected[1], gradients[1]);
        Assert.Equal(float32, gradients[1].dtype);
    }

    [SkippableFact]
    public void Threads_and_company_change_no_bit()
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        var (x, w) = (Packed(Values(9, 24, 16, 16)), Packed(Values(40, 24, 4, 4)));
        var threads = get_num_threads();
        double[][] All()
        {
            var y = functional.conv2d(x, w, null, [2, 2], [1, 1]);
            var gradients = autograd.grad([Weighed(y)], [x, w]);
            return [Doubles(y), Doubles(gradients[0]), Doubles(gradients[1])];
        }

        try
        {
            set_num_threads(1);
            var alone = All();
            set_num_threads(3);
            Assert.Equal(alone, All());
        }
        finally
        {
            set_num_threads(threads);
        }

        using var recordNothing = no_grad();
        Assert.Equal(
            Doubles(functional.conv2d(x, w, null, [2, 2], [1, 1])[4]),
            Doubles(functional.conv2d(x[TensorIndex.Slice(4, 5)], w, null, [2, 2], [1, 1])[0]));
    }

    [SkippableFact]
    public void A_linear_map_is_a_convolution_of_single_pixels()
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        var (x, w, b) = (Values(6, 50), Values(7, 50), Values(7));
        SameUpToRounding(functional.linear(x, w, b), functional.linear(x.to(float32), w.to(float32), b.to(float32)));
    }

    [SkippableFact]
    public void Without_them_libtorch_computes_the_same_up_to_rounding()
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        var (x, w) = (Packed(Values(2, 8, 8, 8)), Packed(Values(8, 8, 4, 4)));
        var with = functional.conv2d(x, w, null, [2, 2], [1, 1]);
        Backend.UsePackedConvolutions(false);
        try
        {
            Assert.False(Backend.HasPackedConvolutions(bf16: false));
            SameUpToRounding(functional.conv2d(x, w, null, [2, 2], [1, 1]).to(float64), with);
        }
        finally
        {
            Backend.UsePackedConvolutions(true);
        }
    }
}
