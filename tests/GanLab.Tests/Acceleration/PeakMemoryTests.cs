using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

public sealed class PeakMemoryTests
{
    [Fact]
    public void It_is_no_less_than_what_tensors_hold()
    {
        const long Bytes = 256L << 20;

        using var held = ones([Bytes / sizeof(float)]);

        Assert.InRange(PeakMemory.Of(ComputeDevice.Open("cpu"))!.Value, Bytes, long.MaxValue);
    }

    [SkippableFact]
    public void On_CUDA_it_is_what_tensors_held()
    {
        Skip.IfNot(cuda.is_available(), "needs CUDA");
        var device = ComputeDevice.Open("cuda");

        using var held = zeros([1 << 20], device: device.Device);

        Assert.InRange(PeakMemory.Of(device)!.Value, 4 << 20, long.MaxValue);
    }
}
