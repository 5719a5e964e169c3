namespace GanLab.Data;

/// <summary>A queue between two threads that holds only so many.</summary>
/// <remarks>Who waits here sleeps at once: the collections of .NET spin first, on a processor that a training step wants.</remarks>
/// <param name="capacity">How many may lie ready.</param>
internal sealed class BoundedQueue<T>(int capacity)
    where T : class
{
    private readonly Queue<T> ready = new(capacity);
    private bool isClosed;

    /// <summary>Adds one as soon as there is room; false where it was closed instead.</summary>
    internal bool TryAdd(T thing)
    {
        lock (ready)
        {
            while (ready.Count == capacity && !isClosed)
            {
                Monitor.Wait(ready);
            }

            if (!isClosed)
            {
                ready.Enqueue(thing);
                Monitor.PulseAll(ready);
            }

            return !isClosed;
        }
    }

    /// <summary>Takes the first as soon as there is one; null where it was closed and nothing is left.</summary>
    internal T? Take()
    {
        lock (ready)
        {
            while (ready.Count == 0 && !isClosed)
            {
                Monitor.Wait(ready);
            }

            Monitor.PulseAll(ready);
            return ready.TryDequeue(out var first) ? first : null;
        }
    }

    /// <summary>Lets nothing more in; what lies ready can still be taken.</summary>
    internal void Close()
    {
        lock (ready)
        {
            isClosed = true;
            Monitor.PulseAll(ready);
        }
    }
}
