namespace GanLab.Training.Health;

/// <summary>Counts how often a series turns round, small wobbles left out.</summary>
internal static class Swings
{
    /// <summary>Turns between extremes that lie at least <paramref name="amplitude"/> apart; values that are no numbers are passed over.</summary>
    internal static int Count(IEnumerable<double> values, double amplitude)
    {
        var (turns, direction) = (0, 0);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            var turned = direction <= 0 && value - low >= amplitude ? 1 : direction >= 0 && high - value >= amplitude ? -1 : 0;
            if (turned != 0)
            {
                turns += direction == 0 ? 0 : 1;
                direction = turned;
                (low, high) = (value, value);
            }
        }

        return turns;
    }
}
