namespace GanLab.Acceleration;

/// <summary>Work that was recorded: the same operators on the same memory.</summary>
internal interface IRecordedWork : IDisposable
{
    /// <summary>Whether a repetition is still what the code would do; not so once a number that the recording holds has changed.</summary>
    bool IsCurrent { get; }

    /// <summary>Does the work again, on what its tensors hold now.</summary>
    void Repeat();
}
