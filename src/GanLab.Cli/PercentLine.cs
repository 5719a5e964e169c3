using System.Globalization;

namespace GanLab.Cli;

/// <summary>Shows how much of a long piece of work is done, on a line that is drawn over; nothing where nobody watches.</summary>
/// <param name="screen">Where to.</param>
/// <param name="what">What is being done, for instance "packing".</param>
internal sealed class PercentLine(Screen screen, string what) : IProgress<double>, IDisposable
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
                screen.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what} {percent,3} %"));
            }
        }
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        lock (drawing)
        {
            if (shown >= 0)
            {
                screen.Error.Write($"\r{new string(' ', what.Length + 6)}\r");
                shown = -1;
            }
        }
    }
}
