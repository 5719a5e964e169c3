namespace GanLab.Cli.Sampling;

/// <summary>Writes pieces one after the other on another thread, each while the next is drawn.</summary>
internal static class WriteBehind
{
    /// <summary>Draws all pieces and writes them; whatever was drawn is written or the error thrown, also where drawing was stopped.</summary>
    /// <exception cref="OperationCanceledException">Drawing was stopped.</exception>
    internal static void Run<T>(IEnumerable<SamplePiece<T>> pieces, Action<SamplePiece<T>> write)
    {
        var writing = Task.CompletedTask;
        try
        {
            foreach (var piece in pieces)
            {
                writing.GetAwaiter().GetResult();
                writing = Task.Run(() => write(piece), CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            writing.GetAwaiter().GetResult();
            throw;
        }
        finally
        {
            Task.WaitAny(writing); // also where drawing failed
        }

        writing.GetAwaiter().GetResult();
    }
}
