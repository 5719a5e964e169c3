namespace GanLab.Acceleration;

/// <summary>Records work once, so that it can be repeated without running the code that described it.</summary>
internal interface IWorkRecorder
{
    /// <summary>Holds while work runs that will be recorded later; null where nothing is needed.</summary>
    IDisposable? WarmUp();

    /// <summary>Records the work and does it, once.</summary>
    /// <exception cref="RecordingFailedException">It cannot be recorded; nothing has been done.</exception>
    IRecordedWork Record(Action work);
}
