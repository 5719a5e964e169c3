namespace GanLab.Data;

/// <summary>A set that must be downloaded cannot be had now; the message says how to get it otherwise.</summary>
public sealed class DatasetUnavailableException : Exception
{
    internal DatasetUnavailableException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
