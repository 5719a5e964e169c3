namespace GanLab.Acceleration;

/// <summary>Repeats work by running its code again on the memory of the first time: what a CUDA graph does, on any device.</summary>
internal sealed class Rerun : IWorkRecorder
{
    public IDisposable? WarmUp() => null;

    public IRecordedWork Record(Action work)
    {
        work();
        return new Work(work);
    }

    private sealed class Work(Action work) : IRecordedWork
    {
        public bool IsCurrent => true;

        public void Repeat() => work();

        public void Dispose()
        {
        }
    }
}
