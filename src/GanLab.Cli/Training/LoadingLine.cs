namespace GanLab.Cli.Training;

/// <summary>Shows how much of a data set is opened, on a line that is drawn over; nothing where nobody watches.</summary>
internal sealed class LoadingLine(Screen screen) : IProgress<double>
{
    private readonly Lock drawing = new();
    private int shown = -1;

    /// <inheritdoc/>
    public void Report(double value)
    {
        if (!screen.IsInteractive)
        {
            return;
        }

        lock (drawing)
        {
            var percent = (int)(100 * value);
            if (percent > shown)
            {
                shown = percent;
                screen.Error.Write(percent < 100 ? $"\rreading the data set {percent,3} %" : "\r                          \r");
            }
        }
    }
}
