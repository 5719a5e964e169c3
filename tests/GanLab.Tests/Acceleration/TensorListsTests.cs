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
}
