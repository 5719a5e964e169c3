using GanLab.Losses;
using GanLab.Training;
using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

/// <summary>Lines of metrics for alarms to look at.</summary>
internal static class Line
{
    /// <summary>What a healthy run with the non-saturating loss shows.</summary>
    public static TrainingMetrics Healthy(long step) => new()
    {
        Step = step,
        Seconds = step,
        SamplesPerSecond = 1,
        DiscriminatorLoss = 1.1,
        GeneratorLoss = 1.2,
        RealScore = 0.6,
        FakeScore = 0.4,
        DiscriminatorGradient = 20,
        GeneratorGradient = 4,
        Diversity = 1,
        Distance = 0.1,
    };

    /// <summary>Shows an alarm a line every 50 steps and returns the steps at which it was raised.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="change">Makes each of them what the test is about.</param>
    public static IReadOnlyList<long> Raised(IAlarm alarm, int count, Func<TrainingMetrics, TrainingMetrics> change) =>
    [
        .. Enumerable.Range(1, count).Select(i => change(Healthy(50 * i))).Where(line => alarm.Look(line) is not null).Select(line => line.Step),
    ];

    public static GanLoss Loss(string name) => LossCatalog.Find(name);
}
