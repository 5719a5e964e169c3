using GanLab.Acceleration;
using GanLab.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

/// <summary>On every device there is: on CUDA many tensors go through one kernel, and must come out as one by one.</summary>
public sealed class TensorListsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Devices() => ["cpu", "cuda"];

    public void Dispose() => scope.Dispose();

    private static Tensor[] Some3(string device, long seed)
    {
        Skip.If(device == "cuda" && !cuda.is_available(), "There is no CUDA device.");
        return [.. ((long[][])[[3], [2, 5], [1, 2, 3, 4]]).Select((shape, i) => Some.Normal(seed + i, shape).to(new Device(device)))];
    }

    private static bool AreEqual(Tensor one, Tensor other) => one.shape.SequenceEqual(other.shape) && one.eq(other).all().item<bool>();

    private static void Near(Tensor expected, Tensor actual) => Nearly.Equal("tensor", expected.cpu(), actual.cpu(), 1e-6);

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void An_average_moves_towards_what_is_now_and_takes_it_whole_where_nothing_is_kept(string device)
    {
        var (averages, current) = (Some3(device, 1), Some3(device, 10));
        Tensor[] before = [.. averages.Select(tensor => tensor.clone())];

        TensorLists.Average(averages, current, 0.75);
        for (var i = 0; i < 3; i++)
        {
            Near((before[i] * 0.75) + (current[i] * 0.25), averages[i]);
        }

        TensorLists.Average(averages, current, 0);
        for (var i = 0; i < 3; i++)
        {
            Near(current[i], averages[i]);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Norms_are_the_roots_of_the_sums_of_squares(string device)
    {
        var tensors = Some3(device, 1);

        Near(stack(tensors.Select(tensor => tensor.square().sum().sqrt())), TensorLists.Norms(tensors));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Integers_are_copied_too(string device)
    {
        var target = zeros(2, ScalarType.Int64).to(new Device(Some3(device, 1)[0].device_type));

        TensorLists.Copy([target], [tensor(new long[] { 3, 4 }).to(target.device)]);
        TensorLists.Copy([], []);

        Assert.Equal([3, 4], target.cpu().data<long>().ToArray());
    }

    [SkippableTheory]
    [InlineData("cpu", false)]
    [InlineData("cpu", true)]
    [InlineData("cuda", false)]
    public void Copies_past_the_caches_are_the_same_numbers_whatever_type_and_layout_and_thread(string device, bool onThisThreadOnly)
    {
        Tensor[] from =
        [
            .. Some3(device, 1), Some.Normal(4, 700_001).to(new Device(device)), Some.Normal(5, 3, 4).to(new Device(device)).t(),
            Some.Normal(6, 2, 3, 4, 5).to(new Device(device)).permute(0, 3, 1, 2), tensor(new long[] { 3, -4 }).to(new Device(device)),
            Some.Normal(7, 9).to(ScalarType.BFloat16).to(new Device(device)), Some.Normal(8, 7, 2).to(new Device(device))[.., 0],
            zeros(0, 3).to(new Device(device)),
        ];
        Tensor[] to = [.. from.Select(tensor => empty_like(tensor, device: CPU).fill_(17))];
        to[4] = empty(4, 3); // laid out otherwise
        to[6] = empty(2); // of another type

        if (device == "cuda")
        {
            to = [.. to.Select(tensor => tensor.pin_memory())];
        }

        TensorLists.CopyPastCaches(to, from, onThisThreadOnly);
        if (device == "cuda")
        {
            cuda.synchronize();
        }

        Assert.All(to.Zip(from), pair => Assert.True(AreEqual(pair.First, pair.Second.cpu().to(pair.First.dtype))));
    }

    [Fact]
    public void Copies_past_the_caches_may_begin_anywhere()
    {
        var (from, to) = (Some.Normal(1, 400), zeros(400));
        for (var start = 0; start < 20; start++)
        {
            to.zero_();

            TensorLists.CopyPastCaches([to.narrow(0, start, 301)], [from.narrow(0, 19 - start, 301)]);

            Assert.True(AreEqual(to.narrow(0, start, 301), from.narrow(0, 19 - start, 301)));
            Assert.Equal(0, to.narrow(0, 0, start).count_nonzero().item<long>() + to.narrow(0, start + 301, 99 - start).count_nonzero().item<long>());
        }
    }
}
