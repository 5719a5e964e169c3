using System.Globalization;

namespace GanLab.Runs.Reports;

/// <summary>A range of values and the round numbers in it that are worth a label.</summary>
internal sealed record Axis(double From, double To, IReadOnlyList<double> Ticks)
{
    /// <summary>From <paramref name="from"/> to <paramref name="to"/> exactly.</summary>
    public static Axis Between(double from, double to, int wanted)
    {
        (from, to) = NotEmpty(from, to);
        var step = Step(from, to, wanted);
        return new Axis(from, to, Multiples(step, Math.Ceiling(from / step), Math.Floor(to / step)));
    }

    /// <summary>From the round number below to the one above.</summary>
    public static Axis Around(double from, double to, int wanted)
    {
        (from, to) = NotEmpty(from, to);
        var step = Step(from, to, wanted);
        var ticks = Multiples(step, Math.Floor(from / step), Math.Ceiling(to / step));
        return new Axis(ticks[0], ticks[^1], ticks);
    }

    /// <summary>Where a value lies: 0 at the start of the axis, 1 at its end.</summary>
    public double Place(double value) => (value - From) / (To - From);

    /// <summary>The text of a number on an axis.</summary>
    public static string Label(double value) => value.ToString(
        Math.Abs(value) is not 0 and (< 1e-4 or >= 1e7) ? "0.##e+0" : "#,0.####", CultureInfo.InvariantCulture);

    private static (double From, double To) NotEmpty(double from, double to) =>
        from < to ? (from, to) : (from - Math.Max(0.5, Math.Abs(from) * 0.1), to + Math.Max(0.5, Math.Abs(to) * 0.1));

    // The power of ten times 1, 2 or 5 that gives about as many ticks as wanted.
    private static double Step(double from, double to, int wanted)
    {
        var rough = (to - from) / wanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch
        {
            < 1.5 => 1,
            < 3.5 => 2,
            < 7.5 => 5,
            _ => 10,
        });
    }

    private static double[] Multiples(double step, double first, double last) =>
        [.. Enumerable.Range(0, 1 + (int)(last - first)).Select(i => (first + i) * step)];
}
