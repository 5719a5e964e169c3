using System.Text.Json;

namespace GanLab.Formats.Pack;

/// <summary>The header of a pack as JSON, written in one way only and read with distrust.</summary>
/// <param name="Header">What users see.</param>
/// <param name="NamesLength">Bytes of all names.</param>
/// <param name="HashesHash">SHA-256 of the hashes of all blocks, in hexadecimal.</param>
internal sealed record PackJson(PackHeader Header, long NamesLength, string HashesHash)
{
    private const string Format = "ganpack";
    private const int HexLength = 2 * PackFormat.HashLength;

    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("program", Header.Program);
            json.WriteString("set", Header.Set);
            json.WriteNumber("count", Header.Count);
            json.WriteNumber("channels", Header.Channels);
            json.WriteNumber("height", Header.Height);
            json.WriteNumber("width", Header.Width);
            json.WriteStartArray("classes");
            foreach (var name in Header.ClassNames)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteNumber("leftOut", Header.LeftOut);
            json.WriteNumber("namesLength", NamesLength);
            json.WriteString("contentHash", Header.ContentHash);
            json.WriteString("hashesHash", HashesHash);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <param name="bytes">The text.</param>
    /// <param name="path">What errors call the file.</param>
    /// <param name="offset">Where the text lies in it.</param>
    /// <exception cref="MalformedFileException">It is no JSON, or a value is missing or out of range.</exception>
    public static PackJson Read(byte[] bytes, string path, long offset)
    {
        try
        {
            using var document = JsonDocument.Parse(
                bytes, new JsonDocumentOptions { MaxDepth = PackFormat.DeepestJson, AllowDuplicateProperties = false });
            return new Source(document.RootElement, path, offset).Read();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException: a value is of another kind, or a string is not valid UTF-16.
            throw MalformedFileException.Damaged(path, $"the header cannot be read ({cause.Message.ReplaceLineEndings(" ").TrimEnd('.')})", offset, cause);
        }
    }

    private sealed class Source(JsonElement root, string path, long offset)
    {
        public PackJson Read()
        {
            if (Text("format") != Format)
            {
                throw Bad("format", $"is not \"{Format}\"");
            }

            var channels = (int)Number("channels", 1, 3);
            var header = new PackHeader
            {
                Program = Text("program"),
                Set = Text("set"),
                Count = (int)Number("count", 1, PackFormat.MostSamples),
                Channels = channels != 2 ? channels : throw Bad("channels", "is 2, which is neither grey nor RGB"),
                Height = (int)Number("height", 1, PackFormat.LongestSide),
                Width = (int)Number("width", 1, PackFormat.LongestSide),
                ClassNames = Classes(),
                ContentHash = Hash("contentHash"),
                LeftOut = (int)Number("leftOut", 0, int.MaxValue),
            };
            return new PackJson(header, Number("namesLength", 0, long.MaxValue >> 2), Hash("hashesHash"));
        }

        private string Text(string name) => Value(name).GetString() ?? throw Bad(name, "is null");

        private string Hash(string name)
        {
            var hash = Text(name);
            return hash.Length == HexLength && hash.All(char.IsAsciiHexDigitLower)
                ? hash
                : throw Bad(name, $"is not {HexLength} hexadecimal digits");
        }

        private long Number(string name, long least, long most) =>
            Value(name).TryGetInt64(out var value) && value >= least && value <= most
                ? value
                : throw Bad(name, $"is no whole number from {least} to {most}");

        private string[] Classes()
        {
            var names = Value("classes").EnumerateArray().Take(PackFormat.MostClasses + 1)
                .Select(name => name.GetString() ?? throw Bad("classes", "has a name that is null")).ToArray();
            return names.Length <= PackFormat.MostClasses && names.Distinct(StringComparer.Ordinal).Count() == names.Length
                ? names
                : throw Bad("classes", $"has a name twice, or more than {PackFormat.MostClasses} of them");
        }

        private JsonElement Value(string name) =>
            root.TryGetProperty(name, out var value) ? value : throw Bad(name, "is missing");

        private MalformedFileException Bad(string name, string problem) =>
            MalformedFileException.Damaged(path, $"in the header \"{name}\" {problem}", offset);
    }
}
