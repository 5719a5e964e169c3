using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.NN;

/// <summary>Layers as functions and as modules, on inputs small enough to work by hand.</summary>
public class LayerTests : EngineTest
{
    private static Tensor Image(params double[] values)
    {
        var side = (long)Math.Sqrt(values.Length);
        return Vector(values).view(1, 1, side, side);
    }

    [Fact]
    public void A_convolution_can_be_told_to_keep_the_size_or_to_pad_nothing()
    {
        var x = randn(1, 2, 7, 5);
        using var square = Conv2d(2, 3, 3L, Padding.Same);
        using var flat = Conv2d(2, 3, (5, 3), Padding.Same, dilation: (1, 2));
        using var valid = Conv2d(2, 3, 3L, Padding.Valid, stride: 2);
        Assert.Equal([1, 3, 7, 5], square.call(x).shape);
        Assert.Equal([1, 3, 7, 5], flat.call(x).shape);
        Assert.Equal([1, 3, 3, 2], valid.call(x).shape);
        Assert.Contains("stride 2", Assert.Throws<ArgumentException>(() => Conv2d(2, 3, 3L, Padding.Same, stride: 2)).Message);
        Assert.Contains("kernel 4", Assert.Throws<ArgumentException>(() => Conv2d(2, 3, 4L, Padding.Same)).Message);
    }

    [Fact]
    public void A_linear_layer_is_a_product_and_a_sum()
    {
        var (w, b, x) = (Matrix(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }), Vector(1, 0, -1), Matrix(new double[,] { { 1, -1 } }));
        SameShape(functional.linear(x, w, b), [1, 3], 0, -1, -2);
        Same(functional.linear(x, w), -1, -1, -1);
        Same(Linear(Parameter(w), Parameter(b)).call(x), 0, -1, -2);
        var layer = Linear(3, 2);
        Assert.Equal([2, 3], layer.weight.shape);
        Assert.Equal([2], layer.bias!.shape);
        Assert.True(Doubles(layer.weight).All(v => Math.Abs(v) <= 1 / Math.Sqrt(3)));
        Assert.Null(Linear(3, 2, hasBias: false).bias);
    }

    [Fact]
    public void A_convolution_sums_windows_times_kernel()
    {
        var x = Image(0, 1, 2, 3, 4, 5, 6, 7, 8);
        var ones2 = ones([1, 1, 2, 2], float64);
        SameShape(functional.conv2d(x, ones2), [1, 1, 2, 2], 8, 12, 20, 24);
        SameShape(functional.conv2d(x, ones2, Vector(1), [2, 2], [1, 1]), [1, 1, 2, 2], 1, 4, 10, 25);
        SameShape(functional.conv2d(x, ones2, dilation: [2, 2]), [1, 1, 1, 1], 16);
        var grouped = functional.conv2d(cat([x, x], 1), ones([2, 1, 3, 3], float64) * Vector(1, 2).view(2, 1, 1, 1), groups: 2);
        Same(grouped, 36, 72);

        var layer = Conv2d(2, 4, 3, stride: 2, padding: 1, groups: 2);
        Assert.Equal([4, 1, 3, 3], layer.weight.shape);
        Assert.Equal([1, 4, 4, 4], layer.call(zeros(1, 2, 8, 8)).shape);
        Assert.Equal([1, 1, 7, 6], Conv2d(1, 1, (2L, 3L), padding: (0L, 0L)).call(zeros(1, 1, 8, 8)).shape);
        Assert.Equal([1, 1, 8, 8], Conv2d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Reflect).call(zeros(1, 1, 8, 8)).shape);
        Assert.Throws<ArgumentException>(() => Conv2d(3, 4, 3, groups: 2));
    }

    [Fact]
    public void A_transposed_convolution_spreads_each_number_over_a_window()
    {
        var kernel = Image(1, 2, 3, 4);
        SameShape(
            functional.conv_transpose2d(Image(1, 10, 100, 1000), kernel, strides: [2, 2]), [1, 1, 4, 4],
            1, 2, 10, 20, 3, 4, 30, 40, 100, 200, 1000, 2000, 300, 400, 3000, 4000);
        SameShape(
            functional.conv_transpose2d(Image(1, 10, 100, 1000), kernel, Vector(5)), [1, 1, 3, 3],
            6, 17, 25, 108, 1239, 2045, 305, 3405, 4005);
        SameShape(functional.conv_transpose2d(Image(2), kernel), [1, 1, 2, 2], 2, 4, 6, 8);
        SameShape(
            functional.conv_transpose2d(Image(1), kernel, strides: [2, 2], output_padding: [1, 1]), [1, 1, 3, 3], 1, 2, 0, 3, 4, 0, 0, 0, 0);

        var layer = ConvTranspose2d(3, 5, 4, stride: 2, padding: 1);
        Assert.Equal([3, 5, 4, 4], layer.weight.shape);
        Assert.Equal([2, 5, 8, 8], layer.call(zeros(2, 3, 4, 4)).shape);
        Assert.Equal([1, 1, 5, 6], ConvTranspose2d(1, 1, (2L, 3L)).call(zeros(1, 1, 4, 4)).shape);
    }

    [Fact]
    public void Batch_norm_standardizes_and_keeps_running_statistics()
    {
        var x = Matrix(new double[,] { { 1, 10 }, { 3, 30 } });
        var (mean, variance) = (zeros(2, float64), ones(2, float64));
        Near(functional.batch_norm(x, mean, variance, Vector(2, 1), Vector(0, 5), training: true, momentum: 0.5, eps: 0), 1e-10, -2, 4, 2, 6);
        Same(mean, 1, 10);
        Same(variance, 1.5, 100.5);
        Same(functional.batch_norm(x, Vector(1, 0), Vector(4, 100), eps: 0), 0, 1, 1, 3);

        var layer = BatchNorm2d(3);
        _ = layer.call(randn(4, 3, 2, 2));
        Assert.Equal(1, layer.num_batches_tracked!.ToInt64());
        layer.eval();
        Near(layer.call(zeros(1, 3, 1, 1)), 1e-2, [.. Doubles(layer.running_mean!).Zip(Doubles(layer.running_var!), (m, v) => -m / Math.Sqrt(v + 1e-5))]);
        Assert.Contains("4 dimensions", Assert.Throws<ArgumentException>(() => layer.call(zeros(1, 3))).Message);
        Assert.Equal([5, 2], BatchNorm1d(2).call(randn(5, 2)).shape);
    }

    [Fact]
    public void Layer_group_and_instance_norm_differ_in_what_they_average_over()
    {
        var x = Vector(0, 2, 4, 8).view(1, 2, 1, 2);
        Near(functional.layer_norm(Vector(0, 2), [2], eps: 0), 1e-10, -1, 1);
        Near(functional.layer_norm(Vector(0, 2), [2], Vector(3, 3), Vector(1, 1), 0), 1e-10, -2, 4);
        Near(functional.group_norm(x, 2, eps: 0), 1e-10, -1, 1, -1, 1);
        Near(functional.group_norm(x, 2, Vector(1, 2), Vector(0, 1), 0), 1e-10, -1, 1, -1, 3);
        Near(functional.instance_norm(x, eps: 0), 1e-10, -1, 1, -1, 1);
        Near(functional.normalize(Matrix(new double[,] { { 3, 4 } })), 1e-10, 0.6, 0.8);

        var single = x.to(float32);
        Near(GroupNorm(1, 2).call(single), 1e-4, [.. ((double[])[0, 2, 4, 8]).Select(v => (v - 3.5) / Math.Sqrt(8.75))]);
        Near(InstanceNorm2d(2).call(single), 1e-4, -1, 1, -1, 1);
        Near(LayerNorm(2).call(single), 1e-4, -1, 1, -1, 1);
        Assert.Equal([2, 3], LayerNorm([2, 3]).weight!.shape);
        Assert.Null(LayerNorm(2, bias: false).bias);
        Assert.Throws<ArgumentException>(() => GroupNorm(2, 3));
    }

    [Fact]
    public void Pools_average_or_take_the_largest()
    {
        var x = Image(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        double[] means = [2.5, 4.5, 10.5, 12.5];
        double[] largest = [5, 7, 13, 15];
        foreach (var pooled in (Tensor[])
            [
                functional.avg_pool2d(x, 2), functional.avg_pool2d(x, new long[] { 2, 2 }), functional.avg_pool2d(x, (2L, 2L)),
                AvgPool2d(2).call(x), AvgPool2d(new long[] { 2, 2 }).call(x), functional.adaptive_avg_pool2d(x, 2),
                functional.adaptive_avg_pool2d(x, new long[] { 2, 2 }), functional.adaptive_avg_pool2d(x, (2L, 2L)),
                functional.interpolate(x, [2, 2], mode: InterpolationMode.Area), AdaptiveAvgPool2d(2).call(x),
                AdaptiveAvgPool2d((2L, 2L)).call(x), AdaptiveAvgPool2d(new long[] { 2, 2 }).call(x),
            ])
        {
            SameShape(pooled, [1, 1, 2, 2], means);
        }

        foreach (var pooled in (Tensor[])
            [
                functional.max_pool2d(x, 2), functional.max_pool2d(x, new long[] { 2, 2 }), functional.max_pool2d(x, (2L, 2L)),
                MaxPool2d(2).call(x), MaxPool2d((2, 2)).call(x), MaxPool2d(new long[] { 2, 2 }).call(x),
            ])
        {
            SameShape(pooled, [1, 1, 2, 2], largest);
        }

        Assert.Equal([1, 1, 3, 3], AvgPool2d(3, stride: 2, padding: 1).call(zeros(1, 1, 5, 5)).shape);
    }

    [Fact]
    public void Images_grow_by_repeating_or_blending()
    {
        var x = Image(0, 4, 8, 12);
        double[] repeated = [0, 0, 4, 4, 0, 0, 4, 4, 8, 8, 12, 12, 8, 8, 12, 12];
        foreach (var large in (Tensor[])
            [
                functional.interpolate(x, scale_factor: [2]), functional.interpolate(x, [4, 4]), functional.upsample(x, scale_factor: [2, 2]),
                Upsample(scale_factor: [2]).call(x), functional.interpolate(x, [4, 4], mode: InterpolationMode.NearestExact),
            ])
        {
            SameShape(large, [1, 1, 4, 4], repeated);
        }

        Same(functional.interpolate(x, [3, 3], mode: InterpolationMode.Bilinear, align_corners: true), 0, 2, 4, 4, 6, 8, 8, 10, 12);
        Same(Upsample([3, 3], mode: UpsampleMode.Bilinear, align_corners: true).call(x), 0, 2, 4, 4, 6, 8, 8, 10, 12);
        Same(functional.interpolate(full([1, 1, 2, 2], (Scalar)3.0, float64), [1, 1], mode: InterpolationMode.Bicubic), 3);
        Assert.Throws<NotImplementedException>(() => functional.interpolate(x, [4, 4], antialias: true));
        Assert.Throws<NotImplementedException>(() => functional.interpolate(x, [4, 4], mode: InterpolationMode.Trilinear));
        Assert.Throws<ArgumentException>(() => functional.interpolate(x));
        Assert.Contains("[N, C, H, W]", Assert.Throws<ArgumentException>(() => functional.interpolate(zeros(3), [1, 1])).Message);
    }

    [Fact]
    public void Channels_become_pixels_and_back()
    {
        var x = Vector(1, 2, 3, 4).view(1, 4, 1, 1);
        SameShape(functional.pixel_shuffle(x, 2), [1, 1, 2, 2], 1, 2, 3, 4);
        SameShape(PixelShuffle(2).call(x), [1, 1, 2, 2], 1, 2, 3, 4);
        SameShape(functional.pixel_unshuffle(Image(1, 2, 3, 4), 2), [1, 4, 1, 1], 1, 2, 3, 4);
    }

    [Fact]
    public void Padding_surrounds_with_a_constant_or_a_reflection()
    {
        var x = Image(1, 2, 3, 4);
        ReadOnlySpan<long> left = [1, 0];
        Same(functional.pad(x, 1, PaddingModes.Constant, 9), 9, 1, 2, 9, 9, 3, 4, 9);
        Same(functional.pad(x, [1, 0, 0, 0], PaddingModes.Zeros, 9), 0, 1, 2, 0, 3, 4);
        Same(functional.pad(x, new long[] { 1, 0 }), 0, 1, 2, 0, 3, 4);
        Same(functional.pad(x, left), 0, 1, 2, 0, 3, 4);
        Same(functional.pad(x, (1L, 0L)), 0, 1, 2, 0, 3, 4);
        Same(functional.pad(x, (1L, 0L, 0L, 1L), PaddingModes.Replicate), 1, 1, 2, 3, 3, 4, 3, 3, 4);
        Same(functional.pad(x, (1L, 0L, 1L, 0L), PaddingModes.Reflect), 4, 3, 4, 2, 1, 2, 4, 3, 4);
    }

    [Fact]
    public void Padding_modules_surround_all_four_sides_or_each_on_its_own()
    {
        var x = Image(1, 2, 3, 4);
        double[] zeros = [0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0];
        double[] reflected = [4, 3, 4, 3, 2, 1, 2, 1, 4, 3, 4, 3, 2, 1, 2, 1];
        double[] replicated = [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4];
        Same(ZeroPad2d(1).call(x), zeros);
        Same(ZeroPad2d((1L, 1L, 1L, 1L)).call(x), zeros);
        Same(ReflectionPad2d(1).call(x), reflected);
        Same(ReflectionPad2d((1L, 1L, 1L, 1L)).call(x), reflected);
        Same(ReplicationPad2d(1).call(x), replicated);
        Same(ReplicationPad2d((1L, 1L, 1L, 1L)).call(x), replicated);
        SameShape(Unflatten(1, [2, 2]).call(Counting(1, 4)), [1, 2, 2], 0, 1, 2, 3);
    }

    [Fact]
    public void A_learned_slope_starts_at_a_quarter()
    {
        var layer = PReLU(1);
        Same(layer.call(tensor([-4f, 4])), -1, 4);
        Assert.Equal(["weight"], layer.state_dict().Keys);
    }

    [Fact]
    public void Indices_become_vectors()
    {
        SameShape(functional.one_hot(Integers(2, 0), 3), [2, 3], 0, 0, 1, 1, 0, 0);
        Assert.Equal([2, 4], functional.one_hot(Integers(3, 0)).shape);
        var table = Embedding(5, 3);
        Same(table.call(Integers(4)), Doubles(table.weight[4]));
        Assert.Throws<NotImplementedException>(() => Embedding(5, 3, padding_idx: 0));
        SameShape(Flatten().call(Counting(2, 2, 2)), [2, 4], 0, 1, 2, 3, 4, 5, 6, 7);
    }
}
