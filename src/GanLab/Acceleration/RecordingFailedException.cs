namespace GanLab.Acceleration;

/// <summary>Work cannot be recorded and must be done as the code says, each time.</summary>
/// <param name="reason">Why, for people.</param>
/// <param name="inner">What it comes from.</param>
internal sealed class RecordingFailedException(string reason, Exception? inner = null) : Exception(reason, inner);
