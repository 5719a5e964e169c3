using System.Buffers.Binary;

namespace GanLab.Formats.TensorBoard;

/// <summary>The events that are written, as TensorFlow's event.proto and summary.proto number their fields.</summary>
internal static class EventMessage
{
    private const int PngHeaderEnd = 26; // signature, chunk length and name, width, height, bits, colour type

    public static byte[] Version(DateTimeOffset time) => At(time).Text(3, "brain.Event:2").ToArray();

    /// <summary>Training starts, perhaps again: what was said of <paramref name="step"/> and later no longer holds.</summary>
    public static byte[] Start(DateTimeOffset time, long step) =>
        At(time).Integer(2, step).Message(7, new ProtocolMessage().Integer(1, 1)).ToArray();

    public static byte[] Scalars(DateTimeOffset time, long step, IEnumerable<(string Tag, double Value)> scalars)
    {
        var summary = new ProtocolMessage();
        foreach (var (tag, value) in scalars)
        {
            summary.Message(1, new ProtocolMessage().Text(1, tag).Single(2, (float)value));
        }

        return At(time).Integer(2, step).Message(5, summary).ToArray();
    }

    public static byte[] Image(DateTimeOffset time, long step, string tag, ReadOnlySpan<byte> png)
    {
        if (png.Length < PngHeaderEnd || !png.StartsWith(Png.PngChunks.Signature))
        {
            throw new ArgumentException($"The {png.Length} bytes for '{tag}' are no PNG picture; give the content of a PNG file.", nameof(png));
        }

        var image = new ProtocolMessage()
            .Integer(1, BinaryPrimitives.ReadInt32BigEndian(png[20..])) // height
            .Integer(2, BinaryPrimitives.ReadInt32BigEndian(png[16..])) // width
            .Integer(3, Channels(png[25]))
            .Bytes(4, png);
        var summary = new ProtocolMessage().Message(1, new ProtocolMessage().Text(1, tag).Message(4, image));
        return At(time).Integer(2, step).Message(5, summary).ToArray();
    }

    private static int Channels(byte colourType) => colourType switch
    {
        0 => 1,
        4 => 2,
        6 => 4,
        _ => 3,
    };

    // Wall times are seconds since 1970 with a fraction.
    private static ProtocolMessage At(DateTimeOffset time) =>
        new ProtocolMessage().Double(1, (time - DateTimeOffset.UnixEpoch).TotalSeconds);
}
