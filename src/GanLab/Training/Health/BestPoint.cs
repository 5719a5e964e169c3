namespace GanLab.Training.Health;

/// <summary>Remembers at which step a metric was best.</summary>
/// <remarks>Lower is better. Of equal values the first counts.</remarks>
public sealed class BestPoint
{
    /// <summary>The step of the best value; -1 before there is one.</summary>
    public long Step { get; private set; } = -1;

    /// <summary>The best value; infinity before there is one.</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes the value at a step; one that is no number is no value. Returns whether it is the best so far.</summary>
    public bool Add(long step, double value)
    {
        if (!double.IsFinite(value) || value >= Value)
        {
            return false;
        }

        (Step, Value) = (step, value);
        return true;
    }
}
