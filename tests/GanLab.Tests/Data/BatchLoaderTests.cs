using GanLab.Data;
using GanLab.Randomness;

namespace GanLab.Tests.Data;

public class BatchLoaderTests
{
    private static readonly RandomSource Random = new(11);

    private static float[][] Read(IDataset dataset, int batchSize, long first, int count)
    {
        using var loader = new BatchLoader(dataset, batchSize, Random, first);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            using var batch = loader.Next();
            return batch.Samples.ToArray();
        })];
    }

    [Fact]
    public void A_batch_holds_its_positions_of_the_order_with_their_labels()
    {
        var order = new SampleOrder(10, Random);
        using var loader = new BatchLoader(new NumberedDataset(10), 4, Random, firstBatch: 3);

        using var batch = loader.Next();

        Assert.Equal((3, 4), (batch.Index, batch.Size));
        for (var i = 0; i < 4; i++)
        {
            var expected = order.IndexAt(12 + i);
            Assert.Equal([expected, expected + 0.5f], batch.Samples[(2 * i)..(2 * i + 2)]);
            Assert.Equal(expected, batch.Labels[i]);
        }
    }

    [Fact]
    public void Batches_reach_over_the_end_of_an_epoch_and_drop_nothing()
    {
        var indices = Read(new NumberedDataset(10), 4, first: 0, count: 5)
            .SelectMany(samples => samples.Where((_, i) => i % 2 == 0));

        Assert.Equal(Enumerable.Range(0, 10).SelectMany(i => new[] { (float)i, i }), indices.Order());
    }

    [Fact]
    public void A_batch_may_be_larger_than_the_set() =>
        Assert.Equal(2 * 25, Read(new NumberedDataset(10), 25, first: 0, count: 1)[0].Length);

    [Fact]
    public void Starting_at_a_later_batch_gives_what_the_whole_run_gave() =>
        Assert.Equal(
            Read(new NumberedDataset(37), 5, first: 0, count: 40)[17..],
            Read(new NumberedDataset(37), 5, first: 17, count: 23));

    [Fact]
    public void An_error_of_the_set_is_thrown_as_it_was_after_the_good_batches()
    {
        var set = new NumberedDataset(null, index =>
        {
            if (index == 9)
            {
                throw new InvalidDataException("sample 9 is broken");
            }
        });
        using var loader = new BatchLoader(set, 4, Random);

        loader.Next().Dispose();
        loader.Next().Dispose();

        Assert.Equal("sample 9 is broken", Assert.Throws<InvalidDataException>(loader.Next).Message);
        Assert.Throws<InvalidDataException>(loader.Next);
    }

    [Fact]
    public void Reading_runs_ahead_but_only_a_few_batches()
    {
        var reads = 0;
        using var loader = new BatchLoader(new NumberedDataset(null, _ => Interlocked.Increment(ref reads)), 10, Random);

        SpinWait.SpinUntil(() => Volatile.Read(ref reads) >= 30);
        Thread.Sleep(50);

        Assert.InRange(Volatile.Read(ref reads), 30, 50);
    }

    [Fact]
    public void Disposing_stops_the_thread_within_the_sample_it_reads()
    {
        var reads = 0;
        var set = new NumberedDataset(null, _ =>
        {
            Interlocked.Increment(ref reads);
            Thread.Sleep(5);
        });
        var loader = new BatchLoader(set, 100_000, Random);

        loader.Dispose();
        var after = Volatile.Read(ref reads);
        Thread.Sleep(30);

        Assert.InRange(after, 0, 99_999); // it did not read the batch to its end first
        Assert.Equal(after, Volatile.Read(ref reads));
    }

    [Fact]
    public void A_disposed_loader_gives_no_batches_and_may_be_disposed_again()
    {
        var loader = new BatchLoader(new NumberedDataset(3), 2, Random);
        loader.Dispose();
        loader.Dispose();

        Assert.Throws<ObjectDisposedException>(loader.Next);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-3, 0)]
    [InlineData(1, -1)]
    public void A_batch_size_below_one_or_a_negative_start_is_refused(int batchSize, long first) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchLoader(new NumberedDataset(3), batchSize, Random, first));
}
