namespace GanLab.Training.Health;

/// <summary>The median of the first numbers of a series: what was usual before anything went wrong.</summary>
/// <param name="count">How many numbers make it up.</param>
internal sealed class EarlyMedian(int count)
{
    private readonly List<double> values = [];

    /// <summary>NaN until there are enough numbers.</summary>
    internal double Value { get; private set; } = double.NaN;

    /// <summary>Takes the next number; those after the first ones, and those that are none, do not count.</summary>
    internal void Add(double value)
    {
        if (values.Count == count || !double.IsFinite(value))
        {
            return;
        }

        values.Add(value);
        if (values.Count == count)
        {
            Value = values.Order().ElementAt(count / 2);
        }
    }
}
