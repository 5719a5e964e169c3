using System.Globalization;
using Microsoft.Extensions.Logging;

namespace GanLab.Runs;

/// <summary>Appends what is logged to a run's log.txt, one line an entry, with the time in UTC.</summary>
public sealed class RunLog(RunFolder run) : ILoggerProvider
{
    private readonly Lock writing = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Writer(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Append(LogLevel level, string message)
    {
        var time = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        lock (writing)
        {
            try
            {
                File.AppendAllText(run.Log, $"{time} {level}: {message}\n");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A log that cannot be written, say on a full disk, must not end the training it tells of.
            }
        }
    }

    private sealed class Writer(RunLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Append(logLevel, formatter(state, exception));
            }
        }
    }
}
