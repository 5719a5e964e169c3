namespace GanLab.Soak.Scenarios;

/// <summary>Disks of many sizes that fill up with checkpoints.</summary>
internal sealed class FullDisk : IScenario
{
    private const long Smallest = 400_000;
    private const long Spread = 600_000;
    private const long Ample = 64 << 20;

    public string Name => "full-disk";

    public string Promise => "on a full disk a run stops with a clear message, what was saved stays whole, and with more room it goes on to the same end";

    public string Try(Amount amount, Random random)
    {
        var (failed, newest) = (0, new List<long>());
        for (var disk = 0; disk < amount.Faults; disk++)
        {
            using var folder = new TemporaryFolder();
            using var mount = Mount.Disk(folder.In("disk"), Smallest + random.NextInt64(Spread));
            var starved = new TinyTraining(folder.In("disk", "runs"));
            var said = GanProcess.Run(1, starved.Anew(100_000, "--set", "run.keepCheckpoints=0"));
            BrokenPromiseException.Unless(said.Contains("Free some space", StringComparison.Ordinal), $"the message does not name the cause: {said}");
            var found = RunContent.MustBeWhole(starved.Run);
            failed++;
            newest.Add(found);

            mount.Resize(Ample);
            var end = found + 20;
            GanProcess.Run(0, found < 0 ? starved.Anew(20) : starved.GoOn(end));
            if (found >= 0)
            {
                var straight = new TinyTraining(folder.In("straight"));
                GanProcess.Run(0, straight.Anew(end));
                RunContent.MustEqual(starved.Run, straight.Run, withSamples: false); // a picture that found no room is not drawn again
            }
        }

        return $"{failed} disks filled, at steps {newest.Min()} to {newest.Max()}; every last checkpoint whole, every run went on to the same bytes";
    }
}
