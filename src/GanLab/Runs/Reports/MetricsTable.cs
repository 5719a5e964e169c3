using System.Globalization;

namespace GanLab.Runs.Reports;

/// <summary>What metrics.csv holds: a step and as many numbers a row as there are names.</summary>
internal sealed class MetricsTable
{
    private readonly string[] names;
    private readonly List<(long Step, double[] Values)> rows = [];

    private MetricsTable(string[] names) => this.names = names;

    public int Count => rows.Count;

    public IReadOnlyList<long> Steps => [.. rows.Select(row => row.Step)];

    /// <summary>Reads the file; a missing one is an empty table, and a last line that was cut short is left out.</summary>
    public static MetricsTable Read(string path)
    {
        using var lines = (File.Exists(path) ? File.ReadLines(path) : []).GetEnumerator();
        var table = new MetricsTable(lines.MoveNext() ? lines.Current.Split(',')[1..] : []);
        while (lines.MoveNext())
        {
            table.Add(lines.Current.Split(','));
        }

        return table;
    }

    /// <summary>A value for each step, perhaps NaN; all are NaN where no column has that name.</summary>
    public IReadOnlyList<double> Column(string name)
    {
        var column = Array.IndexOf(names, name);
        return [.. rows.Select(row => column < 0 ? double.NaN : row.Values[column])];
    }

    /// <summary>The rows in which that column is a number.</summary>
    public MetricsTable Where(string name)
    {
        var chosen = new MetricsTable(names);
        var column = Array.IndexOf(names, name);
        chosen.rows.AddRange(rows.Where(row => column >= 0 && double.IsFinite(row.Values[column])));
        return chosen;
    }

    private void Add(string[] cells)
    {
        var values = cells.Skip(1).Select(Number).OfType<double>().ToArray();
        if (values.Length != names.Length || !long.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var step))
        {
            return;
        }

        // A run that was killed and went on from a checkpoint says some steps twice; the second time counts.
        while (rows.Count > 0 && rows[^1].Step >= step)
        {
            rows.RemoveAt(rows.Count - 1);
        }

        rows.Add((step, values));
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
