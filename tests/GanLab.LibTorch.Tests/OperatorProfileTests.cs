using GanLab.LibTorch.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests;

/// <summary>What a profile counts, on work whose counts are known. One profile at a time: these tests take turns.</summary>
public class OperatorProfileTests : EngineTest
{
    private static IReadOnlyList<OperatorTime> Of(Action work)
    {
        using var profile = new OperatorProfile(CPU);
        work();
        return profile.Stop();
    }

    private static double Operations(Action work) => Of(work).Sum(time => time.Operations);

    [Fact]
    public void A_matrix_product_is_two_operations_for_each_pair_of_factors()
    {
        var (a, b) = (ones(3, 5), ones(5, 7));

        var product = Assert.Single(Of(() => a.mm(b)), time => time.Operator == "aten::mm");

        Assert.Equal((1, 2 * 3 * 5 * 7, 4.0 * (15 + 35 + 21)), (product.Calls, product.Operations, product.Bytes));
        Assert.Equal("Float [3, 5] [5, 7]", product.Shapes);
        Assert.True(product.Milliseconds > 0);
    }

    [Fact]
    public void A_convolution_is_counted_alike_whoever_computes_it()
    {
        const double Once = 2.0 * (2 * 6 * 4 * 4) * (3 * 3 * 3); // output [2, 6, 4, 4], kernel 3x3 over 3 channels
        var (x, w) = (ones(2, 3, 6, 6), ones(6, 3, 3, 3));
        Assert.Equal(Once, Operations(() => functional.conv2d(x, w)));
        Assert.Equal(Once, Operations(() => functional.conv2d(Backend.ToChannelsLast(x), Backend.ToChannelsLast(w))));

        foreach (var layout in (Func<Tensor, Tensor>[])[tensor => tensor, Backend.ToChannelsLast])
        {
            var (input, weight) = (layout(x).requires_grad_(), layout(w).requires_grad_());
            Assert.Equal(3 * Once, Operations(() => functional.conv2d(input, weight).sum().backward()));
        }
    }

    [SkippableTheory]
    [InlineData(64, 64, 4, 2, 8, true)]
    [InlineData(64, 80, 3, 1, 6, true)]
    [InlineData(64, 64, 4, 2, 6, false)] // three outputs across
    [InlineData(64, 48, 4, 2, 8, false)]
    [InlineData(64, 64, 5, 2, 8, false)]
    public void Which_algorithm_a_convolution_takes_is_in_its_name(
        long channels, long outChannels, long kernel, long stride, long size, bool winograd)
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        var x = Backend.ToChannelsLast(ones(2, channels, size, size)).requires_grad_();
        var w = Backend.ToChannelsLast(ones(outChannels, channels, kernel, kernel)).requires_grad_();
        var found = Of(() => functional.conv2d(x, w, null, [stride, stride], [1, 1]).sum().backward());

        var prefix = winograd ? "ganlab::winograd_" : "ganlab::";
        Assert.All<string>(
            ["convolution", "convolution_image_gradient", "convolution_weight_gradient"],
            name => Assert.True(Assert.Single(found, time => time.Operator == prefix + name).Operations > 0));
    }

    [Fact]
    public void What_an_operator_calls_is_not_counted_again_in_its_own_time()
    {
        var (x, w) = (ones(8, 40), ones(40, 40));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var found = Of(() => functional.linear(x, w, ones(40)));
        var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Assert.Contains(found, time => time.Operator is "aten::addmm" or "ganlab::convolution" && time.Milliseconds > 0);
        Assert.InRange(found.Sum(time => time.Milliseconds), 0, elapsed);
    }

    [Fact]
    public void Bytes_are_counted_once_and_neither_views_nor_allocations_have_any()
    {
        var (x, w) = (ones(8, 40), ones(40, 40));
        var linear = Of(() => functional.linear(x, w)).Sum(time => time.Bytes);
        Assert.Equal(4.0 * (8 * 40 + 40 * 40 + 8 * 40), linear);
        Assert.Equal(0, Of(() => x.view(320)[..4].unsqueeze(0).contiguous()).Sum(time => time.Bytes));
        Assert.Equal(0, Of(() => empty(1000)).Sum(time => time.Bytes));
        Assert.Equal(4.0 * 3 * 320, Of(() => x.add_(x)).Sum(time => time.Bytes)); // two read, one written
        Assert.Equal(0, Of(() => x.unsqueeze_(0)).Sum(time => time.Bytes));

        var to = Assert.Single(Of(() => w.to(float64)), time => time.Bytes > 0); // not `to` and `_to_copy` too
        Assert.Equal(("aten::copy_", (8.0 * 2 + 4) * 1600), (to.Operator, to.Bytes));
    }

    [Fact]
    public void Two_at_once_are_refused_and_one_that_was_thrown_away_has_ended()
    {
        using (new OperatorProfile(CPU))
        {
            Assert.Contains("already", Assert.Throws<TensorException>(() => new OperatorProfile(CPU)).Message);
        }

        var again = new OperatorProfile(CPU);
        again.Stop();
        Assert.Throws<ObjectDisposedException>(again.Stop);
    }
}
