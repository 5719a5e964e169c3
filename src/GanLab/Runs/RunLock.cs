using GanLab.Formats;

namespace GanLab.Runs;

/// <summary>Keeps a run folder to one process at a time.</summary>
/// <remarks>
/// What counts is the operating system's lock on the empty file ".lock", which ends with the process, however that ends; the
/// file itself stays. run.lock says who holds it, for the message to others, and is meaningless when nobody does.
/// </remarks>
public sealed class RunLock : IDisposable
{
    private readonly FileStream held;
    private readonly RunFolder run;

    private RunLock(FileStream held, RunFolder run) => (this.held, this.run) = (held, run);

    /// <summary>Takes the folder, and clears away what a killed process left unfinished in it.</summary>
    /// <exception cref="RunInUseException">Another process, or another part of this one, has it.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise, for want of permission.</exception>
    public static RunLock Take(RunFolder run)
    {
        var held = ExclusiveFile.TryOpen(run.Lock) ?? throw RunInUseException.By(run.Path, RunHolder.Read(run.Holder));
        try
        {
            run.ClearLeftovers();
            AtomicFile.WriteAllText(run.Holder, RunHolder.Current.ToJson());
            return new RunLock(held, run);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(run.Holder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It says nothing once the lock is gone.
        }

        held.Dispose();
    }
}
