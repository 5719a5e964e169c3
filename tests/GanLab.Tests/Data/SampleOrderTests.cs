using GanLab.Data;
using GanLab.Randomness;

namespace GanLab.Tests.Data;

public class SampleOrderTests
{
    private static long[] Take(long? count, long seed, long from, int length)
    {
        var order = new SampleOrder(count, new RandomSource(seed));
        return [.. Enumerable.Range(0, length).Select(i => order.IndexAt(from + i))];
    }

    [Fact]
    public void Every_epoch_holds_every_sample_once_in_an_order_of_its_own()
    {
        var first = Take(100, seed: 5, from: 0, length: 100);
        var second = Take(100, seed: 5, from: 100, length: 100);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Order(), first);
    }

    [Fact]
    public void The_order_from_any_position_is_that_of_a_run_from_the_start() =>
        Assert.Equal(Take(30, seed: 5, from: 0, length: 200)[77..], Take(30, seed: 5, from: 77, length: 123));

    [Fact]
    public void Going_back_to_an_earlier_epoch_gives_its_order_again()
    {
        var order = new SampleOrder(50, new RandomSource(1));
        var before = order.IndexAt(7);

        order.IndexAt(60);

        Assert.Equal(before, order.IndexAt(7));
    }

    [Fact]
    public void Another_seed_gives_another_order() =>
        Assert.NotEqual(Take(100, seed: 5, from: 0, length: 100), Take(100, seed: 6, from: 0, length: 100));

    [Fact]
    public void A_set_without_end_is_read_in_its_own_order() =>
        Assert.Equal([5_000_000_000, 5_000_000_001], Take(null, seed: 5, from: 5_000_000_000, length: 2));

    [Fact]
    public void An_empty_set_has_no_order() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleOrder(0, new RandomSource(1)));
}
