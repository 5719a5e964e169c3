namespace GanLab.Cli;

/// <summary>Results could not be written to stdout.</summary>
/// <param name="cause">What the system said.</param>
internal sealed class ResultsLostException(Exception cause)
    : Exception($"Results cannot be written to stdout ({Reason(cause)}). Send it to another place.", cause)
{
    // .NET says "Access to the path is denied" where the stream is closed; there is no path.
    private static string Reason(Exception cause) =>
        cause is UnauthorizedAccessException ? "it is closed or may not be written to" : cause.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
