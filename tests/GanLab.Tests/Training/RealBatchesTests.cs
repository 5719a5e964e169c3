using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Randomness;
using GanLab.Tests.Data;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

public class RealBatchesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_batch_has_the_samples_in_their_shape_and_labels_only_where_they_are_wanted(bool conditional)
    {
        using var scope = NewDisposeScope();
        using var numbers = new NumberedDataset(10);
        var order = new SampleOrder(10, new RandomSource(0));
        using var loader = new BatchLoader(numbers, 4, new RandomSource(0));

        var (samples, labels) = new RealBatches(loader, numbers, conditional, Some.Cpu).Next();

        var expected = Enumerable.Range(0, 4).Select(i => order.IndexAt(i)).ToArray();
        Assert.Equal([4, 2, 1, 1], samples.shape);
        Assert.Equal(expected.SelectMany(i => new[] { i, i + 0.5f }), samples.contiguous().data<float>().ToArray());
        Assert.Equal(conditional ? expected : null, labels?.data<long>().ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Pictures_become_the_numbers_that_the_set_gives_laid_out_as_those_of_any_set_are(int channels)
    {
        using var scope = NewDisposeScope();
        using var set = new NumberedPictures(new SampleShape(channels, 4, 5), 11);
        using var loader = new BatchLoader(set, 4, new RandomSource(0));
        using var other = new BatchLoader(set, 4, new RandomSource(0));

        var (samples, labels) = new RealBatches(loader, set, conditional: true, Some.Cpu).Next();
        loader.Next(); // the arrays of the first are filled again

        using var batch = other.Next();
        var expected = Layout.Optimize(tensor(batch.Samples, [4, channels, 4, 5]));
        Assert.Equal(expected.shape, samples.shape);
        Assert.Equal(expected.stride(), samples.stride());
        Assert.Equal(batch.Samples, samples.contiguous().data<float>().ToArray());
        Assert.Equal(batch.Labels, labels!.data<long>().ToArray());
    }

    [Fact]
    public void Nothing_but_the_batch_is_left_of_making_it()
    {
        using var scope = NewDisposeScope();
        using var set = new NumberedPictures(new SampleShape(3, 4, 5), 11);
        using var loader = new BatchLoader(set, 4, new RandomSource(0));
        var batches = new RealBatches(loader, set, conditional: true, Some.Cpu);
        var before = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        batches.Next();

        Assert.Equal(before + 2, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_batch_keeps_its_numbers_when_the_next_ones_are_read()
    {
        using var scope = NewDisposeScope();
        using var numbers = new NumberedDataset(null);
        using var loader = new BatchLoader(numbers, 4, new RandomSource(0));
        var batches = new RealBatches(loader, numbers, conditional: true, Some.Cpu);

        var first = batches.Next();
        for (var i = 0; i < 10; i++)
        {
            batches.Next();
        }

        Assert.Equal([0L, 1, 2, 3], first.Labels!.data<long>().ToArray());
        Assert.Equal(0.5f, first.Samples[0, 1, 0, 0].item<float>());
    }
}
