using System.Globalization;
using System.Text.Json;
using GanLab.Formats;

namespace GanLab.Runs;

/// <summary>Who holds a run folder, as run.lock tells others.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Host">The name of its machine, which matters on a network share.</param>
/// <param name="Since">When it took the folder.</param>
internal sealed record RunHolder(int ProcessId, string Host, DateTimeOffset Since)
{
    private const long MostBytes = 4096;
    private const int LongestHost = 255;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal static RunHolder Current => new(Environment.ProcessId, Environment.MachineName, DateTimeOffset.UtcNow);

    internal string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Null where the file does not say; it is only for a message.</summary>
    internal static RunHolder? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunHolder>(OrdinaryFile.ReadAllBytes(path, MostBytes), Json);
        }
        catch (Exception exception) when (exception is MalformedFileException or IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"process {ProcessId} on the host '{OneLine.Of(Host, LongestHost)}' since {Since.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}");
}
