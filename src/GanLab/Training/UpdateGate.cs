using System.Diagnostics;

namespace GanLab.Training;

/// <summary>Holds updates back while somebody reads weights on another thread, as when a checkpoint is copied.</summary>
/// <remarks>
/// <see cref="GanStep"/> waits here right before each update, so that the rest of a step goes on beside the reading. Whoever
/// changes weights, or what optimizers remember, by other means calls <see cref="Wait"/> first. For one thread at a time.
/// </remarks>
public sealed class UpdateGate
{
    private Task reading = Task.CompletedTask;

    internal UpdateGate()
    {
    }

    /// <summary>How long updates were held back so far.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Lets no update begin until <paramref name="next"/> is done too, however it ends.</summary>
    /// <param name="next">Reads what only updates change, on another thread.</param>
    public void Hold(Task next) => reading = reading.IsCompleted ? next : Task.WhenAll(reading, next);

    /// <summary>Waits until nobody reads any more. What failed there is not thrown here.</summary>
    public void Wait()
    {
        if (reading.IsCompleted)
        {
            return;
        }

        var start = Stopwatch.GetTimestamp();
        Task.WaitAny(reading);
        Waited += Stopwatch.GetElapsedTime(start);
    }
}
