using System.Globalization;
using GanLab.Training;

namespace GanLab.Cli.Training;

/// <summary>Metrics and times as people read them.</summary>
internal static class ProgressText
{
    /// <summary>"step    250/1000  D 1.283  G 0.912  D(x) 0.61  D(G(z)) 0.34  1,234 img/s  grad/d 0.52  grad/g 0.31  diversity 0.93  distance 0.12  left 1m 12s".</summary>
    /// <param name="metrics">The means since the line before.</param>
    /// <param name="steps">Steps at the end; <see cref="long.MaxValue"/> where only time ends the run.</param>
    /// <param name="left">Time until the end; null while nobody knows.</param>
    internal static string Line(TrainingMetrics metrics, long steps, TimeSpan? left) =>
        $"{Step(metrics.Step, steps)}  {Numbers(metrics)}  {Health(metrics)}  left {Duration(left)}";

    /// <summary>"step    250/1000", as wide at the first step as at the last.</summary>
    internal static string Step(long step, long steps)
    {
        const int Narrowest = 6;
        var total = steps == long.MaxValue ? "" : steps.ToString(CultureInfo.InvariantCulture);
        var done = step.ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(Narrowest, total.Length));
        return total.Length == 0 ? $"step {done}" : $"step {done}/{total}";
    }

    /// <summary>"D 1.283  G 0.912  D(x) 0.61  D(G(z)) 0.34  1,234 img/s".</summary>
    internal static string Numbers(TrainingMetrics metrics) => string.Create(
        CultureInfo.InvariantCulture,
        $"D {metrics.DiscriminatorLoss:f3}  G {metrics.GeneratorLoss:f3}  D(x) {metrics.RealScore:f2}  "
        + $"D(G(z)) {metrics.FakeScore:f2}  {metrics.SamplesPerSecond:n0} img/s");

    /// <summary>"grad/d 0.52  grad/g 0.31  penalty 0.013  diversity 0.93  distance 0.12", the last three where there are any.</summary>
    internal static string Health(TrainingMetrics metrics) => string.Create(
        CultureInfo.InvariantCulture, $"grad/d {metrics.DiscriminatorGradient:g2}  grad/g {metrics.GeneratorGradient:g2}")
        + (double.IsNaN(metrics.GradientPenalty) ? "" : string.Create(CultureInfo.InvariantCulture, $"  penalty {metrics.GradientPenalty:g2}"))
        + (double.IsNaN(metrics.Distance) ? "" : string.Create(
            CultureInfo.InvariantCulture, $"  diversity {metrics.Diversity:f2}  distance {metrics.Distance:f3}"));

    /// <summary>"1h 02m", "1m 12s" or "5s"; "?" where it is not known.</summary>
    internal static string Duration(TimeSpan? time) => time switch
    {
        null => "?",
        { TotalHours: >= 1 } value => string.Create(CultureInfo.InvariantCulture, $"{(long)value.TotalHours}h {value.Minutes:00}m"),
        { TotalMinutes: >= 1 } value => string.Create(CultureInfo.InvariantCulture, $"{value.Minutes}m {value.Seconds:00}s"),
        { } value => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:f0}s"),
    };
}
