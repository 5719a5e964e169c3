namespace GanLab.Runs;

/// <summary>Does one piece of work after another on another thread, at most one at a time.</summary>
internal sealed class BackgroundWork : IDisposable
{
    private Task? running;

    /// <summary>Begins a piece of work, once the one before it is done.</summary>
    /// <remarks>Throws what the one before threw, as it was, and begins nothing then.</remarks>
    internal void Start(Action work)
    {
        Wait();
        running = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Throws what the work threw, if it has failed already; waits for nothing.</summary>
    internal void ThrowIfFailed()
    {
        if (running is { IsFaulted: true })
        {
            Wait();
        }
    }

    /// <summary>Waits until nothing is under way; throws what the work threw, once.</summary>
    internal void Wait()
    {
        var last = running;
        running = null;
        last?.GetAwaiter().GetResult();
    }

    /// <summary>Waits until nothing is under way, and leaves unsaid what the work threw.</summary>
    public void Dispose()
    {
        if (running is not null)
        {
            Task.WaitAny(running);
            running = null;
        }
    }
}
