namespace GanLab.Data.Downloading;

/// <summary>An address did not give the file; the message is a clause that says why. Another address may.</summary>
internal sealed class DownloadFailure(string message) : Exception(message);
