using System.Text.Json;
using System.Text.Unicode;

namespace GanLab.Formats.SafeTensors;

/// <summary>The JSON of a header, read token by token because the document model takes repeated names without a word.</summary>
/// <param name="json">The header.</param>
/// <param name="path">What errors call the file.</param>
internal sealed class SafeTensorsJson(byte[] json, string path)
{
    private const int GreatestRank = 64; // as in PyTorch

    private static readonly (TensorDType Type, string Name)[] Types =
        [.. Enum.GetValues<TensorDType>().Select(type => (type, type.ToString()))];

    private readonly Dictionary<string, SafeTensorsEntry> tensors = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, string> metadata = new(StringComparer.Ordinal);
    private bool hasMetadata;

    public (Dictionary<string, SafeTensorsEntry> Tensors, OrderedDictionary<string, string> Metadata) Read()
    {
        if (!Utf8.IsValid(json))
        {
            throw MalformedFileException.Damaged(path, "the header is no UTF-8", SafeTensorsFormat.LengthSize);
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            ReadEntries(ref reader);
        }
        catch (JsonException cause)
        {
            throw MalformedFileException.Damaged(path, "the header is no JSON", Place(ref reader), cause);
        }
        catch (InvalidOperationException cause)
        {
            // The reader's way to refuse an escape for half a surrogate pair.
            throw MalformedFileException.Damaged(path, "a text in the header is no Unicode", Place(ref reader), cause);
        }

        return (tensors, metadata);
    }

    private void ReadEntries(ref Utf8JsonReader reader)
    {
        Next(ref reader, JsonTokenType.StartObject, "the header");
        while (NextName(ref reader) is { } name)
        {
            var isRepeated = name == SafeTensorsFormat.Metadata ? hasMetadata : tensors.ContainsKey(name);
            if (isRepeated)
            {
                throw Damaged(ref reader, $"the name '{name}' appears twice in the header");
            }

            if (name == SafeTensorsFormat.Metadata)
            {
                ReadMetadata(ref reader);
                hasMetadata = true;
            }
            else
            {
                tensors.Add(name, ReadTensor(ref reader, name));
            }
        }

        if (reader.Read())
        {
            throw Damaged(ref reader, "there is more in the header after its end");
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Next(ref reader, JsonTokenType.StartObject, SafeTensorsFormat.Metadata);
        while (NextName(ref reader) is { } key)
        {
            Next(ref reader, JsonTokenType.String, "the text", key);
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw Damaged(ref reader, $"the name '{key}' appears twice in {SafeTensorsFormat.Metadata}");
            }
        }
    }

    private SafeTensorsEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        TensorDType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        Next(ref reader, JsonTokenType.StartObject, "the tensor", name);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (type is null && reader.ValueTextEquals(SafeTensorsFormat.DType))
            {
                type = ReadType(ref reader, name);
            }
            else if (shape is null && reader.ValueTextEquals(SafeTensorsFormat.Shape))
            {
                shape = ReadIntegers(ref reader, name, SafeTensorsFormat.Shape);
            }
            else if (offsets is null && reader.ValueTextEquals(SafeTensorsFormat.Offsets))
            {
                offsets = ReadIntegers(ref reader, name, SafeTensorsFormat.Offsets);
            }
            else
            {
                throw Damaged(ref reader, $"the tensor '{name}' has an unknown or repeated field '{reader.GetString()}'");
            }
        }

        if (type is not { } dtype || shape is null || offsets is not [var begin, var end] || begin > end)
        {
            throw Damaged(ref reader, $"the tensor '{name}' needs a dtype, a shape and two data_offsets in order");
        }

        return dtype.ByteCount(shape) == end - begin
            ? new SafeTensorsEntry(dtype, shape, begin, end)
            : throw Damaged(
                ref reader,
                $"the tensor '{name}', {dtype}[{string.Join(", ", shape)}], does not take the {end - begin} bytes given");
    }

    private TensorDType ReadType(ref Utf8JsonReader reader, string name)
    {
        Next(ref reader, JsonTokenType.String, "the dtype of", name);
        foreach (var (type, known) in Types)
        {
            if (reader.ValueTextEquals(known))
            {
                return type;
            }
        }

        throw MalformedFileException.Unsupported(
            path,
            $"the dtype '{reader.GetString()}' of the tensor '{name}'",
            $"convert it to one of {string.Join(", ", Types.Select(pair => pair.Name))}",
            Place(ref reader));
    }

    private long[] ReadIntegers(ref Utf8JsonReader reader, string name, string field)
    {
        Next(ref reader, JsonTokenType.StartArray, field == SafeTensorsFormat.Shape ? "the shape of" : "the data_offsets of", name);
        Span<long> values = stackalloc long[GreatestRank];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number
                || !reader.TryGetInt64(out var value)
                || value < 0
                || count == GreatestRank)
            {
                throw Damaged(
                    ref reader, $"the {field} of '{name}' must be at most {GreatestRank} integers from 0 to 2^63 - 1");
            }

            values[count++] = value;
        }

        return values[..count].ToArray();
    }

    private static string? NextName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : null;
    }

    // What is read and whose it is come apart, since to join them for every tensor would cost more than the reading.
    private void Next(ref Utf8JsonReader reader, JsonTokenType expected, string what, string? name = null)
    {
        reader.Read();
        if (reader.TokenType != expected)
        {
            var kind = expected switch
            {
                JsonTokenType.StartObject => "object",
                JsonTokenType.StartArray => "array",
                _ => "text",
            };
            throw Damaged(ref reader, $"{what}{(name is null ? "" : $" '{name}'")} is not a JSON {kind}");
        }
    }

    private MalformedFileException Damaged(ref Utf8JsonReader reader, string problem) =>
        MalformedFileException.Damaged(path, problem, Place(ref reader));

    private static long Place(ref Utf8JsonReader reader) => SafeTensorsFormat.LengthSize + reader.TokenStartIndex;
}
