using System.Runtime.InteropServices;

namespace GanLab.Cli;

/// <summary>Turns the first Ctrl-C, SIGTERM or SIGHUP (a closed terminal) into a request to stop; the second ends the program at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Screen screen;
    private readonly string? answer;

    /// <summary>Listens until disposed.</summary>
    /// <param name="screen">Where to answer.</param>
    /// <param name="answer">What to say to the first signal; null where whoever stops says it.</param>
    internal StopSignals(Screen screen, string? answer = null)
    {
        (this.screen, this.answer) = (screen, answer);
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    /// <summary>Asks to stop as soon as what is at hand is done.</summary>
    internal CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (!source.IsCancellationRequested)
        {
            context.Cancel = true;
            source.Cancel();
            if (answer is not null)
            {
                screen.Error.WriteLine(screen.IsInteractive ? $"\n{answer}" : answer); // below the line that is drawn over
            }

            return;
        }

        if (screen.IsInteractive)
        {
            screen.Error.Write(ShowCursor); // the progress bar hides it
        }
    }
}
