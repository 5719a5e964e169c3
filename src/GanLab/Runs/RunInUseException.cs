using GanLab.Formats;

namespace GanLab.Runs;

/// <summary>Another process trains in the run folder. Exit code 1.</summary>
public sealed class RunInUseException : Exception
{
    private RunInUseException(string message)
        : base(OneLine.Of(message))
    {
    }

    internal static RunInUseException By(string run, RunHolder? holder) => new(
        $"The run '{run}' is in use by {holder?.ToString() ?? "another process"}; wait until that has ended, or stop it first.");
}
