namespace GanLab.Soak;

/// <summary>How much of everything is tried.</summary>
/// <param name="Kills">Moments at which a training is killed.</param>
/// <param name="Faults">Disks that fill up, signals, pauses and so on, of each kind.</param>
/// <param name="Steps">Steps of the long run.</param>
/// <param name="Seconds">Length of the storms.</param>
internal sealed record Amount(int Kills, int Faults, int Steps, int Seconds)
{
    internal static Amount Full { get; } = new(Kills: 50, Faults: 20, Steps: 100_000, Seconds: 20);

    internal static Amount Quick { get; } = new(Kills: 3, Faults: 2, Steps: 3_000, Seconds: 1);
}
