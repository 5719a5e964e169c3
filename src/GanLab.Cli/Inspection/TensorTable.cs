using System.Globalization;
using GanLab.Formats;

namespace GanLab.Cli.Inspection;

/// <summary>Tensors as a table: name, type, shape, and how much there is of all.</summary>
internal static class TensorTable
{
    private const int LongestName = 100;

    /// <summary>Writes a line for each tensor and one with the totals.</summary>
    internal static void Write(TextWriter output, IEnumerable<(string Name, TensorDType Type, IReadOnlyList<long> Shape)> tensors)
    {
        // The names are the file's and may hold commands for the terminal.
        var rows = tensors.Select(row => row with { Name = OneLine.Of(row.Name, LongestName) }).ToArray();
        var width = rows.Length == 0 ? 0 : rows.Max(row => row.Name.Length);
        foreach (var (name, type, shape) in rows)
        {
            output.WriteLine($"  {name.PadRight(width)}  {type,-4}  [{string.Join(", ", shape)}]");
        }

        var numbers = rows.Sum(row => row.Shape.Aggregate(1L, (product, length) => product * length));
        var bytes = rows.Sum(row => row.Type.ByteCount(row.Shape) ?? 0);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Length} tensors, {numbers:n0} numbers, {bytes:n0} bytes"));
    }
}
