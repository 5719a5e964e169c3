using GanLab.Data;

namespace GanLab.Tests.Data;

public class BoundedQueueTests
{
    [Fact]
    public async Task What_is_added_is_taken_in_its_order_and_no_more_lies_ready_than_there_is_room()
    {
        var queue = new BoundedQueue<string>(2);
        var added = 0;
        var adding = Task.Run(() =>
        {
            foreach (var thing in (string[])["a", "b", "c", "d"])
            {
                queue.TryAdd(thing);
                Interlocked.Increment(ref added);
            }
        });
        await Task.Delay(50); // one that did not wait would have added all
        Assert.InRange(Volatile.Read(ref added), 0, 2);

        Assert.Equal(["a", "b", "c", "d"], Enumerable.Range(0, 4).Select(_ => queue.Take()));
        await adding;
    }

    [Fact]
    public async Task Closing_lets_go_whoever_waits_and_what_lies_ready_can_still_be_taken()
    {
        var (full, empty) = (new BoundedQueue<string>(1), new BoundedQueue<string>(1));
        full.TryAdd("a");
        var adding = Task.Run(() => full.TryAdd("b"));
        var taking = Task.Run(empty.Take);
        await Task.Delay(20);

        full.Close();
        empty.Close();

        Assert.False(await adding);
        Assert.Null(await taking);
        Assert.Equal("a", full.Take());
        Assert.Null(full.Take());
        Assert.False(empty.TryAdd("c"));
    }
}
