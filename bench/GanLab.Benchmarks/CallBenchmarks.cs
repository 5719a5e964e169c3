using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace GanLab.Benchmarks;

/// <summary>What one operator call costs beside its arithmetic: marshalling, dispatch, wrapping, disposal.</summary>
public class CallBenchmarks
{
    private readonly Tensor left = ones(8);
    private readonly Tensor right = ones(8);

    [Benchmark]
    public void Add_two_tensors_of_eight()
    {
        using var sum = left.add(right);
    }

    [Benchmark]
    public long[] Ask_for_a_shape() => left.shape;
}
