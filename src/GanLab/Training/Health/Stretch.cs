namespace GanLab.Training.Health;

/// <summary>Tells a state that lasts from one that passes.</summary>
/// <param name="lines">Lines of metrics in a row that must show it.</param>
/// <param name="steps">Steps that must lie between the first of them and the last.</param>
internal sealed class Stretch(int lines, long steps)
{
    private long first;
    private int count;
    private bool isRaised;

    /// <summary>The line that began it.</summary>
    internal long FirstStep => first;

    /// <summary>Whether with this line, and with none before it since the state began, it has lasted.</summary>
    /// <param name="step">The step of the line.</param>
    /// <param name="holds">Whether the line shows the state.</param>
    internal bool Lasts(long step, bool holds) => Lasts(step, holds, isOver: !holds);

    /// <param name="step">The step of the line.</param>
    /// <param name="holds">Whether the line shows the state.</param>
    /// <param name="isOver">Whether it shows that the state is over; between the two, nothing is decided.</param>
    internal bool Lasts(long step, bool holds, bool isOver)
    {
        if (isOver)
        {
            (count, isRaised) = (0, false);
            return false;
        }

        if (!holds)
        {
            return false;
        }

        first = count == 0 ? step : first;
        count++;
        if (isRaised || count < lines || step - first < steps)
        {
            return false;
        }

        isRaised = true;
        return true;
    }
}
