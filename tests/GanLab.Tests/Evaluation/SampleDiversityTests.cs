using GanLab.Evaluation;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Evaluation;

public sealed class SampleDiversityTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void It_is_the_mean_distance_of_all_pairs()
    {
        var triangle = tensor([0f, 0, 3, 0, 0, 4], [3, 2]); // sides 3, 4 and 5

        Assert.Equal(4, SampleDiversity.Of(triangle), 1e-6);
    }

    [Fact]
    public void Samples_that_are_all_the_same_have_none_wherever_they_are()
    {
        var same = Some.Normal(1, 1, 100).expand(40, 100) + 50;

        Assert.Equal(0, SampleDiversity.Of(same), 1e-3);
    }

    [Fact]
    public void Normal_vectors_are_the_root_of_twice_their_length_apart() =>
        Assert.Equal(1, SampleDiversity.Of(Some.Normal(1, 256, 400)) / Math.Sqrt(2 * 400), 0.01);
}
