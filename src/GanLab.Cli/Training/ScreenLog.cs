using Microsoft.Extensions.Logging;

namespace GanLab.Cli.Training;

/// <summary>Shows what is logged: plain messages as they are, warnings as such.</summary>
/// <param name="show">Receives each line.</param>
internal sealed class ScreenLog(Action<string> show) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Writer(show);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Writer(Action<string> show) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                show(logLevel == LogLevel.Information ? formatter(state, exception) : $"warning: {formatter(state, exception)}");
            }
        }
    }
}
