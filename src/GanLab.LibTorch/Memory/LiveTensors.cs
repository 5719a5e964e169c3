namespace GanLab.LibTorch.Memory;

/// <summary>How many tensor handles the process holds; a training step must leave the number as it found it.</summary>
public static class LiveTensors
{
    private static long count;
    private static long finalized;

    /// <summary>Handles that are neither disposed nor freed after being orphaned.</summary>
    public static long Count => Interlocked.Read(ref count);

    /// <summary>Handles so far that were left to the garbage collector instead of being disposed.</summary>
    public static long Finalized => Interlocked.Read(ref finalized);

    internal static void Added() => Interlocked.Increment(ref count);

    internal static void Removed() => Interlocked.Decrement(ref count);

    internal static void Orphaned() => Interlocked.Increment(ref finalized);
}
