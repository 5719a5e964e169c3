using GanLab.Losses;

namespace GanLab.Training.Health;

/// <summary>The alarms that a run is watched by.</summary>
public static class AlarmSet
{
    /// <summary>One of each kind, which have seen nothing yet.</summary>
    /// <param name="loss">What the players minimise: it decides what scores and losses mean.</param>
    public static IReadOnlyList<IAlarm> For(GanLoss loss) =>
    [
        new DiscriminatorWins(loss),
        new GeneratorWins(loss),
        new ModeCollapse(),
        new Oscillation(loss),
        new Regression("distance/swd", metrics => metrics.Distance),
    ];
}
