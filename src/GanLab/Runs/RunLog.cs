using System.Globalization;
using Microsoft.Extensions.Logging;

namespace GanLab.Runs;

/// <summary>Appends what is logged to a run's log.txt, one line an entry, with the time in UTC.</summary>
/// <remarks>
/// May be called from any thread. When the file has reached its limit it becomes log.1.txt, in place of the one before, and
/// a new one is begun, so that a run of months takes no more than twice the limit.
/// </remarks>
/// <param name="run">Whose log it is.</param>
/// <param name="limit">Bytes after which a new file is begun. Default 8 MiB.</param>
public sealed class RunLog(RunFolder run, long limit = 8 << 20) : ILoggerProvider
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
                BeginAnewAtTheLimit();
                LineFile.Append(run.Log, $"{time} {level}: {message}\n");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A log that cannot be written, say on a full disk, must not end the training it tells of.
            }
        }
    }

    private void BeginAnewAtTheLimit()
    {
        try
        {
            if (File.Exists(run.Log) && new FileInfo(run.Log).Length >= limit)
            {
                File.Move(run.Log, Path.ChangeExtension(run.Log, ".1.txt"), overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // On Windows while somebody reads it, for one: it grows until it can be renamed.
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
