namespace GanLab.Formats;

/// <summary>Another process is writing the file; the message says so, and what to do.</summary>
/// <param name="message">A sentence.</param>
public sealed class FileInUseException(string message) : IOException(message);
