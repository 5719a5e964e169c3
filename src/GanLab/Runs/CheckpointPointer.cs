using System.Text;
using GanLab.Checkpoints;
using GanLab.Formats;

namespace GanLab.Runs;

/// <summary>checkpoints/latest: a line with the name of the newest checkpoint, written once that is whole.</summary>
internal static class CheckpointPointer
{
    private const int MostBytes = 4096;

    internal static void Write(RunFolder run, long step) =>
        AtomicFile.WriteAllText(run.LatestPointer, Path.GetFileName(run.Checkpoint(step)) + "\n");

    /// <summary>Verifies the checkpoint that the pointer names and, where that is none, the others from the newest on.</summary>
    internal static LatestCheckpoint Find(RunFolder run)
    {
        var passedOver = new List<string>();
        var steps = run.CheckpointSteps().Reverse().ToList();
        if (Named(run, steps, passedOver) is { } named)
        {
            steps.Remove(named);
            steps.Insert(0, named);
        }

        foreach (var step in steps)
        {
            try
            {
                Checkpoint.Verify(run.Checkpoint(step));
                return new LatestCheckpoint(step, passedOver);
            }
            catch (Exception exception) when (exception is MalformedFileException or IOException or UnauthorizedAccessException)
            {
                passedOver.Add(exception.Message);
            }
        }

        return new LatestCheckpoint(null, passedOver);
    }

    // Runs of the first version have no pointer.
    private static long? Named(RunFolder run, List<long> steps, List<string> passedOver)
    {
        if (!Path.Exists(run.LatestPointer))
        {
            return null;
        }

        var name = Name(run.LatestPointer);
        var found = steps.Where(step => Path.GetFileName(run.Checkpoint(step)) == name).Select(step => (long?)step).FirstOrDefault();
        if (found is null)
        {
            passedOver.Add($"'{run.LatestPointer}' does not name a checkpoint that is there.");
        }

        return found;
    }

    private static string? Name(string pointer)
    {
        try
        {
            return Encoding.UTF8.GetString(OrdinaryFile.ReadAllBytes(pointer, MostBytes)).Trim();
        }
        catch (Exception exception) when (exception is MalformedFileException or IOException or UnauthorizedAccessException)
        {
            return null; // a folder, a pipe, not ours to read: it names nothing
        }
    }
}
