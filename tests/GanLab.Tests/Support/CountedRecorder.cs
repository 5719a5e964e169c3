using GanLab.Acceleration;

namespace GanLab.Tests.Support;

/// <summary>Records work by <see cref="Rerun"/>, counts and tells; can refuse, and can say that a recording is no longer current.</summary>
internal sealed class CountedRecorder : IWorkRecorder
{
    private readonly Rerun rerun = new();

    public int Records { get; private set; }

    public int Repeats { get; private set; }

    public int WarmUps { get; private set; }

    /// <summary>Why nothing can be recorded; null where it can.</summary>
    public string? Refusal { get; init; }

    public bool IsCurrent { get; set; } = true;

    /// <summary>Called before each repetition.</summary>
    public Action? Repeating { get; set; }

    public IDisposable? WarmUp()
    {
        WarmUps++;
        return null;
    }

    public IRecordedWork Record(Action work)
    {
        Records++;
        IsCurrent = true;
        return Refusal is null ? new Counted(this, rerun.Record(work)) : throw new RecordingFailedException(Refusal);
    }

    private sealed class Counted(CountedRecorder counter, IRecordedWork work) : IRecordedWork
    {
        public bool IsCurrent => counter.IsCurrent;

        public void Repeat()
        {
            counter.Repeats++;
            counter.Repeating?.Invoke();
            work.Repeat();
        }

        public void Dispose() => work.Dispose();
    }
}
