using System.Diagnostics;
using System.Globalization;

namespace GanLab.Soak;

/// <summary>Tries scenarios one after the other and writes a Markdown table of how they went.</summary>
internal static class Soaking
{
    /// <summary>Returns 0 if every promise that could be tried holds, and 1 otherwise.</summary>
    internal static int Run(IReadOnlyList<IScenario> scenarios, Amount amount, int seed, TextWriter output, FileInfo? results)
    {
        List<string> table = ["| scenario | promise | measured | time |", "| --- | --- | --- | --- |"];
        table.ForEach(output.WriteLine);
        var broken = 0;
        foreach (var scenario in scenarios)
        {
            var clock = Stopwatch.StartNew();
            string measured;
            try
            {
                measured = scenario.Try(amount, new Random(seed));
            }
            catch (CannotBeTriedException exception)
            {
                measured = $"not tried: {exception.Message}";
            }
            catch (Exception exception)
            {
                // Whatever else is thrown was not foreseen, and the other scenarios are tried all the same.
                var kind = exception is BrokenPromiseException ? "" : $"{exception.GetType().Name}: ";
                measured = $"**BROKEN**: {kind}{exception.Message.ReplaceLineEndings(" ")}";
                broken++;
            }

            var time = clock.Elapsed.TotalSeconds.ToString("f0", CultureInfo.InvariantCulture);
            table.Add($"| {scenario.Name} | {scenario.Promise} | {measured} | {time} s |");
            output.WriteLine(table[^1]);
        }

        if (results is not null)
        {
            File.WriteAllLines(results.FullName, table);
        }

        return broken == 0 ? 0 : 1;
    }
}
