namespace GanLab.Soak;

/// <summary>What this process holds at a moment.</summary>
/// <param name="Resident">Bytes of memory.</param>
/// <param name="Tensors">Tensors that are alive; 0 where the engine does not count them.</param>
/// <param name="Files">Open files.</param>
/// <param name="Threads">Threads.</param>
internal sealed record Gauges(long Resident, long Tensors, long Files, long Threads)
{
    /// <summary>Reads them, after the garbage of the managed heap is gone.</summary>
    internal static Gauges Read()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new CannotBeTriedException("reads /proc");
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
#if TORCH_ENGINE_SYSTEM
        var tensors = LibTorch.Memory.LiveTensors.Count;
#else
        var tensors = 0;
#endif
        return new Gauges(
            Status("VmRSS:") * 1024, tensors, Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), Status("Threads:"));
    }

    /// <summary>The middle value of each.</summary>
    internal static Gauges Median(IReadOnlyCollection<Gauges> gauges)
    {
        return new Gauges(Middle(gauge => gauge.Resident), Middle(gauge => gauge.Tensors), Middle(gauge => gauge.Files), Middle(gauge => gauge.Threads));

        long Middle(Func<Gauges, long> value) => gauges.Select(value).Order().ElementAt(gauges.Count / 2);
    }

    private static long Status(string name) => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line[name.Length..].Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))
        .First();
}
