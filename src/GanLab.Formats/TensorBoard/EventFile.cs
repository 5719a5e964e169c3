using System.Globalization;

namespace GanLab.Formats.TensorBoard;

/// <summary>A file of events that TensorBoard shows: framed records, each of them a protocol buffer message.</summary>
/// <remarks>
/// Every record goes into the file whole and at once, so that TensorBoard may read while training goes on. A record that
/// could only be written in part, say on a full disk, is cut off before the next. Nothing is kept open between records.
/// </remarks>
public sealed class EventFile
{
    private long length; // of the records that are whole

    private EventFile(string path) => Path = path;

    /// <summary>Where the events go.</summary>
    public string Path { get; }

    /// <summary>Starts a file of its own in <paramref name="folder"/>, named by second and host as TensorBoard expects.</summary>
    /// <remarks>A folder may hold several such files, one for each start of a run; TensorBoard joins them.</remarks>
    /// <param name="folder">Must exist.</param>
    /// <param name="time">Now.</param>
    /// <param name="host">The name of this machine.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise, for want of permission.</exception>
    public static EventFile Create(string folder, DateTimeOffset time, string host)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{time.ToUnixTimeSeconds():d10}.{host}");
        var path = System.IO.Path.Combine(folder, name);
        for (var again = 1; !Claim(path); again++)
        {
            path = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{again}"));
        }

        var file = new EventFile(path);
        file.Append(EventMessage.Version(time));
        return file;
    }

    /// <summary>Says that training goes on from before <paramref name="step"/>: TensorBoard forgets events of that step and later.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void AppendStart(DateTimeOffset time, long step) => Append(EventMessage.Start(time, step));

    /// <summary>Adds a point to each curve that is named; values are kept in single precision.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void AppendScalars(DateTimeOffset time, long step, IEnumerable<(string Tag, double Value)> scalars)
    {
        ArgumentNullException.ThrowIfNull(scalars);
        Append(EventMessage.Scalars(time, step, scalars));
    }

    /// <summary>Adds a picture to those shown under <paramref name="tag"/>.</summary>
    /// <param name="time">Now.</param>
    /// <param name="step">What the picture belongs to.</param>
    /// <param name="tag">What it is called, for instance "samples".</param>
    /// <param name="png">The content of a PNG file.</param>
    /// <exception cref="ArgumentException">It is no PNG.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void AppendImage(DateTimeOffset time, long step, string tag, ReadOnlySpan<byte> png) =>
        Append(EventMessage.Image(time, step, tag, png));

    private static bool Claim(string path)
    {
        try
        {
            File.Open(path, FileMode.CreateNew).Dispose();
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private void Append(byte[] message)
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (stream.Length > length)
        {
            stream.SetLength(length);
        }

        stream.Seek(length, SeekOrigin.Begin);
        stream.Write(RecordFrame.Around(message));
        length = stream.Position;
    }
}
