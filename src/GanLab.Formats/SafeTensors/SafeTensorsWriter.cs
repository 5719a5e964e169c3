using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GanLab.Formats.SafeTensors;

/// <summary>Lays a file out as the reference implementation does: widest elements first, then by name.</summary>
internal static class SafeTensorsWriter
{
    // The reference escapes nothing that JSON does not require to be escaped.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(
        Stream stream,
        IEnumerable<KeyValuePair<string, RawTensor>> tensors,
        IEnumerable<KeyValuePair<string, string>> metadata)
    {
        KeyValuePair<string, RawTensor>[] ordered =
            [.. tensors.OrderByDescending(pair => pair.Value.DType).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        KeyValuePair<string, string>[] texts = [.. metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        RefuseRepeatedNames(ordered.Select(pair => pair.Key).Append(SafeTensorsFormat.Metadata));
        RefuseRepeatedNames(texts.Select(pair => pair.Key));

        var header = Header(ordered, texts);
        Span<byte> length = stackalloc byte[SafeTensorsFormat.LengthSize];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, tensor) in ordered)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    private static byte[] Header(KeyValuePair<string, RawTensor>[] tensors, KeyValuePair<string, string>[] metadata)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header, Json))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            var position = 0L;
            foreach (var (name, tensor) in tensors)
            {
                WriteTensor(json, name, tensor, position);
                position += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        // Spaces until the tensors begin at a multiple of 8, so that they can be used where a mapping puts them.
        var padded = header.WrittenCount + SafeTensorsFormat.HeaderAlignment - 1;
        padded -= padded % SafeTensorsFormat.HeaderAlignment;
        var bytes = new byte[padded];
        header.WrittenSpan.CopyTo(bytes);
        bytes.AsSpan(header.WrittenCount).Fill((byte)' ');
        return bytes;
    }

    private static void WriteMetadata(Utf8JsonWriter json, KeyValuePair<string, string>[] metadata)
    {
        if (metadata.Length == 0)
        {
            return;
        }

        json.WriteStartObject(SafeTensorsFormat.Metadata);
        foreach (var (key, text) in metadata)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, string name, RawTensor tensor, long position)
    {
        json.WriteStartObject(name);
        json.WriteString(SafeTensorsFormat.DType, tensor.DType.ToString());
        json.WriteStartArray(SafeTensorsFormat.Shape);
        foreach (var size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray(SafeTensorsFormat.Offsets);
        json.WriteNumberValue(position);
        json.WriteNumberValue(position + tensor.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void RefuseRepeatedNames(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name))
            {
                throw new ArgumentException(
                    $"The name '{name}' is taken; give every tensor and text a name of its own.", nameof(names));
            }
        }
    }
}
