using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Autograd;

/// <summary>The engine's own convolutions in fp32 against libtorch's in fp64, with their derivatives of both orders.</summary>
public class PackedConvolutionTests : EngineTest
{
    private const double Rounding = 2e-6;  // of fp32 sums, relative to the norm of the whole
    private const double OfResults = 2.5e-3; // of results to bfloat16, likewise: eight bits, evenly off by at most half of the last
    private const double OfSums = 6e-3;    // of factors that are sums, which are rounded to bfloat16 in their turn, and of results

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
        new([2, 64, 6, 6], [257, 64, 3, 3], 1, 1), // a weight too large for its sums to be kept side by side
        new([1, 4, 3, 3], [5, 4, 2, 2], 1, 3), // some outputs see nothing but padding
        new([2, 6, 1, 1], [6, 4, 3, 3], 3, 1, true, 2), // one pixel whose patch does not begin where the image does
    ];

    /// <summary>Those that need fewer multiplications: 4x4 by steps of two and 3x3, of many channels.</summary>
    public static TheoryData<Geometry> WinogradGeometries() =>
    [
        new([3, 64, 8, 12], [64, 64, 4, 4], 2, 1),
        new([3, 96, 4, 4], [128, 96, 4, 4], 2, 1), // an odd number of tiles, each a sample
        new([5, 128, 6, 4], [128, 64, 4, 4], 2, 1, true),
        new([2, 80, 8, 8], [112, 80, 4, 4], 2, 1), // panels that are not full; not for bfloat16
        new([1, 64, 8, 2100], [64, 64, 4, 4], 2, 1), // a sample in strips
        new([1, 64, 6, 1050], [64, 64, 4, 4], 2, 1, true),
        new([20, 128, 16, 16], [512, 128, 4, 4], 2, 1), // weights too many to be packed at once, and more rows than are packed
        new([20, 512, 8, 8], [512, 128, 4, 4], 2, 1, true),
        new([1, 64, 2, 2], [64, 64, 3, 3], 1, 1),
        new([3, 64, 6, 6], [96, 64, 3, 3], 1, 1), // an odd number of tiles
        new([1, 96, 4, 4], [96, 64, 3, 3], 1, 1, true),
        new([57, 64, 6, 6], [64, 64, 3, 3], 1, 1), // one tile more than a block of pairs
        new([1, 64, 28, 28], [64, 64, 3, 3], 1, 1), // a sample in strips
        new([1, 384, 34, 34], [384, 384, 3, 3], 1, 1), // and so many weights that they are packed panel by panel
    ];

    private static Tensor Values(params long[] shape) =>
        arange((Scalar)shape.Aggregate(1L, (product, size) => product * size), float64).mul((Scalar)0.9).sin().reshape(shape);

    // Noise, whose sums do not cancel more than they must.
    private static Tensor Noise(int seed, params long[] shape)
    {
        var random = new Random(seed);
        return tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => random.NextDouble() - 0.5)])
            .reshape(shape);
    }

    private static Tensor[] Inputs(Geometry geometry) => [Noise(1, geometry.Input), Noise(2, geometry.Weight)];

    private static Tensor Packed(Tensor tensor) => Backend.ToChannelsLast(tensor.detach().to(float32)).detach().requires_grad_();

    private static void SameUpToRounding(Tensor expected, Tensor found, double tolerance = Rounding, Tensor? spread = null)
    {
        Assert.Equal(expected.shape, found.shape);
        var norm = (spread is null ? expected : spread.sqrt()).norm().item<double>();
        var error = (found.to(float64) - expected).norm().item<double>() / Math.Max(1e-30, norm);
        Assert.True(error <= tolerance, $"off by {error} of the norm");
    }

    private static Tensor Weighed(Tensor tensor) =>
        (tensor * (Values(tensor.shape) * 1.7).cos().to(tensor.dtype)).sum();

    private static IList<Tensor> Both(Func<Tensor[], Tensor> function, Tensor[] points, bool again) =>
        autograd.grad([function(points)], points, create_graph: again);

    [SkippableTheory]
    [MemberData(nameof(Geometries))]
    [MemberData(nameof(WinogradGeometries))]
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
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Either_factor_may_lie_in_another_order(bool image, bool weight)
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        var geometry = new Geometry([2, 5, 6, 6], [7, 5, 3, 3], 2, 1);
        Tensor Laid(Tensor tensor, bool innermost) => (innermost ? Packed(tensor) : tensor.detach().to(float32)).requires_grad_();
        var exact = Inputs(geometry).Select(input => input.requires_grad_()).ToArray();
        Tensor[] mixed = [Laid(exact[0], image), Laid(exact[1], weight)];
        Tensor Square(Tensor[] at) => Weighed(geometry.Apply(at[0], at[1]).square());

        var expected = autograd.grad([Weighed(Both(Square, exact, again: true)[0])], exact);
        var found = autograd.grad([Weighed(Both(Square, mixed, again: true)[0])], mixed);

        SameUpToRounding(expected[0], found[0]);
        SameUpToRounding(expected[1], found[1]);
    }

    [Fact]
    public void A_linear_map_of_nothing_is_nothing() => Assert.Equal([0, 3], functional.linear(ones(0, 2), ones(3, 2), ones(3)).shape);

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

    [SkippableTheory]
    [MemberData(nameof(WinogradGeometries))]
    public void Under_autocast_Winograds_algorithm_is_off_by_the_rounding_of_its_sums(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: true), "needs AVX512_BF16");
        static Tensor Rounded(Tensor tensor) => tensor.to(bfloat16).to(float64);
        var packed = Inputs(geometry).Select(Packed).ToArray();
        using var autocast = Backend.Autocast(cuda: false);
        var found = geometry.Apply(packed[0], packed[1]);
        Assert.Equal(bfloat16, found.dtype);
        var direction = Noise(3, found.shape);
        var gradients = autograd.grad([(found * direction.to(float32)).sum()], packed);
        Assert.Equal(float32, gradients[1].dtype);

        // The factors of each sum are of mixed signs: its spread is the root of the sum of the squares of its terms.
        (Tensor Value, IList<Tensor> Gradients) Exact(Func<Tensor, Tensor> of)
        {
            var inputs = packed.Select(tensor => of(Rounded(tensor)).requires_grad_()).ToArray();
            var value = geometry.Apply(inputs[0], inputs[1]);
            return (value, autograd.grad([(value * of(Rounded(direction.to(float32)))).sum()], inputs));
        }

        var expected = Exact(tensor => tensor);
        var spread = Exact(tensor => tensor.square());
        SameUpToRounding(expected.Value, found, OfSums, spread.Value);
        SameUpToRounding(expected.Gradients[0], gradients[0], OfSums, spread.Gradients[0]);
        SameUpToRounding(expected.Gradients[1], gradients[1], OfSums, spread.Gradients[1]);
    }

    [SkippableTheory]
    [InlineData(4, 2, 140)]
    [InlineData(4, 2, 144)] // two outputs by two at a time
    [InlineData(4, 2, 672)] // and so many weights that they are packed panel by panel
    [InlineData(3, 1, 96)]
    [InlineData(4, 2, 160, true)]
    [InlineData(3, 1, 96, true)]
    public void Threads_and_company_change_no_bit(long kernel, long stride, long outChannels, bool bf16 = false)
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16), "needs AVX-512, for bfloat16 AVX512_BF16");
        var (x, w) = (Packed(Noise(1, 9, 96, 16, 16)), Packed(Noise(2, outChannels, 96, kernel, kernel)));
        var threads = get_num_threads();
        using var autocast = bf16 ? Backend.Autocast(cuda: false) : null;
        Tensor Forward(Tensor image) => functional.conv2d(image, w, null, [stride, stride], [1, 1]);
        Tensor Back(Tensor y) => functional.conv_transpose2d(y, w, null, [stride, stride], [1, 1]);
        double[][] All()
        {
            var y = Forward(x);
            var gradients = autograd.grad([Weighed(y)], [x, w]);
            return [Doubles(y), Doubles(gradients[0]), Doubles(gradients[1])];
        }

        try
        {
            set_num_threads(1);
            var alone = All();
            set_num_threads(5);
            Assert.Equal(alone, All());
        }
        finally
        {
            set_num_threads(threads);
        }

        using var recordNothing = no_grad();
        var outputs = Forward(x);
        Assert.Equal(Doubles(outputs[4]), Doubles(Forward(x[TensorIndex.Slice(4, 5)])[0]));
        Assert.Equal(Doubles(Back(outputs)[4]), Doubles(Back(outputs[TensorIndex.Slice(4, 5)])[0]));
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
