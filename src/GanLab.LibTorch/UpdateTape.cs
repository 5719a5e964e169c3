namespace GanLab.LibTorch;

/// <summary>The optimizer updates of work that is recorded, for what the host does in each of them.</summary>
internal sealed class UpdateTape : IDisposable
{
    [ThreadStatic]
    private static UpdateTape? current;

    private readonly List<Entry> entries = [];

    private UpdateTape()
    {
    }

    /// <summary>One update.</summary>
    /// <param name="IsCurrent">Whether the numbers that it holds are those that it would have now.</param>
    /// <param name="Prepare">Writes the numbers that the device reads.</param>
    /// <param name="Count">Counts it, by 1 or by -1.</param>
    internal readonly record struct Entry(Func<bool> IsCurrent, Action Prepare, Action<int> Count);

    /// <summary>Whether updates are being recorded on this thread.</summary>
    internal static bool IsRunning => current is not null;

    internal bool IsCurrent => entries.TrueForAll(entry => entry.IsCurrent());

    /// <summary>What this thread's optimizers do goes on the tape until it is disposed.</summary>
    internal static UpdateTape Start() => current = new UpdateTape();

    internal static void Add(Entry entry) => current?.entries.Add(entry);

    internal void Prepare() => entries.ForEach(entry => entry.Prepare());

    /// <summary>The recorded updates were made once more.</summary>
    internal void Count() => entries.ForEach(entry => entry.Count(1));

    /// <summary>The recorded updates were not made at all.</summary>
    internal void Undo() => entries.ForEach(entry => entry.Count(-1));

    /// <summary>The recording has ended.</summary>
    public void Dispose() => current = null;
}
