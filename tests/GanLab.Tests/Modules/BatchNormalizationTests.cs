using GanLab.Modules;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Modules;

public class BatchNormalizationTests
{
    [Fact]
    public void Training_and_evaluation_agree_with_BatchNorm2d_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        using var ours = new BatchNormalization(3);
        using var theirs = nn.BatchNorm2d(3);
        var input = (Some.Normal(1, 4, 3, 5, 5) * 2) + 1;

        for (var i = 0; i < 3; i++)
        {
            Same(theirs.call(input), ours.call(input));
        }

        Assert.Empty(new Snapshot(ours.state_dict()).DifferencesTo(new Snapshot(theirs.state_dict())));
        ours.eval();
        theirs.eval();
        Same(theirs.call(input), ours.call(input));
    }

    [Fact]
    public void Without_updating_statistics_the_batch_still_normalises_and_no_buffer_changes()
    {
        using var scope = NewDisposeScope();
        using var layer = new BatchNormalization(3);
        var input = (Some.Normal(1, 4, 3, 5, 5) * 2) + 1;
        var before = new Snapshot(layer.state_dict());
        layer.UpdatesStatistics = false;

        var output = layer.call(input);

        Assert.Empty(before.DifferencesTo(new Snapshot(layer.state_dict())));
        Assert.Equal(0, output.mean().item<float>(), 1e-5);
        Assert.Equal(1, output.std(unbiased: false).item<float>(), 1e-3);
    }

    private static void Same(Tensor expected, Tensor actual) =>
        Assert.Equal(expected.detach().data<float>().ToArray(), actual.detach().data<float>().ToArray());
}
