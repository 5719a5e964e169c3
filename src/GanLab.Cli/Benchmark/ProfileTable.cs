using System.Globalization;
using GanLab.Acceleration;

namespace GanLab.Cli.Benchmark;

/// <summary>Shows which operators a step spends its time in.</summary>
internal static class ProfileTable
{
    private const int MostShapes = 25;
    private const double Giga = 1e9;

    /// <summary>Writes the operators that take at least 0.1 % of the time, then the shapes that take most.</summary>
    internal static void Write((IReadOnlyList<StepProfile.Entry> Operators, double Milliseconds) profile, int steps, TextWriter output)
    {
        var operators = profile.Operators
            .GroupBy(entry => entry.Operator)
            .Select(group => new StepProfile.Entry(
                group.Key, "", group.Sum(entry => entry.Calls), group.Sum(entry => entry.Milliseconds),
                group.Sum(entry => entry.Operations), group.Sum(entry => entry.Bytes)))
            .OrderByDescending(entry => entry.Milliseconds)
            .ToList();
        var inside = operators.Sum(entry => entry.Milliseconds);
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Profiled, which takes time itself, a step was {profile.Milliseconds / steps:f2} ms:"));
        output.WriteLine("  share  ms a step  calls a step  GFLOP/s    GB/s  operator");
        foreach (var entry in operators.Where(entry => entry.Milliseconds >= profile.Milliseconds / 1000))
        {
            output.WriteLine(Row(entry, profile.Milliseconds, steps));
        }

        var outside = profile.Milliseconds - inside;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{outside / profile.Milliseconds,7:p1}{outside / steps,11:f2}  outside of operators"));
        output.WriteLine();
        output.WriteLine("  share  ms a step  calls a step  GFLOP/s    GB/s  operator and shapes");
        foreach (var entry in profile.Operators.Take(MostShapes))
        {
            output.WriteLine($"{Row(entry, profile.Milliseconds, steps)} {entry.Shapes}");
        }
    }

    private static string Row(StepProfile.Entry entry, double milliseconds, int steps)
    {
        var seconds = entry.Milliseconds / 1000;
        return string.Create(CultureInfo.InvariantCulture,
            $"{entry.Milliseconds / milliseconds,7:p1}{entry.Milliseconds / steps,11:f2}{(double)entry.Calls / steps,14:0.#}{Rate(entry.Operations / seconds)}{Rate(entry.Bytes / seconds),8}  {entry.Operator}");
    }

    private static string Rate(double aSecond) =>
        aSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"{aSecond / Giga,9:f1}") : new string(' ', 9);
}
