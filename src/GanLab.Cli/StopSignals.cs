using System.Runtime.InteropServices;

namespace GanLab.Cli.Training;

/// <summary>Turns the first Ctrl-C, SIGTERM or SIGHUP (a closed terminal) into a request to stop; the second ends the program at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly Screen screen;

    /// <summary>Listens until disposed.</summary>
    internal StopSignals(Screen screen)
    {
        this.screen = screen;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    /// <summary>Asks to stop after the current step.</summary>
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
            return;
        }

        if (screen.IsInteractive)
        {
            screen.Error.Write(ShowCursor); // the progress bar hides it
        }
    }
}
