namespace GanLab.Soak.Scenarios;

/// <summary>Every scenario there is.</summary>
internal static class Catalog
{
    internal static IReadOnlyList<IScenario> All { get; } =
    [
        new KilledRuns(), new KilledPacks(), new FullDisk(), new ReadOnlyFolder(), new TwoProcesses(), new Signals(), new PausedAndMisledByTheClock(),
        new LongRun(), new GarbageStorm(), new ConcurrentSamplers(),
    ];
}
