using System.Buffers.Binary;

namespace GanLab.Formats.SafeTensors;

/// <summary>Reads the header of a file and checks that its tensors fill the rest of the file exactly.</summary>
internal static class SafeTensorsHeaderReader
{
    /// <returns>The header; the file is then at the first byte of the first tensor.</returns>
    public static SafeTensorsHeader Read(SourceFile file)
    {
        var json = ReadJson(file);
        var (tensors, metadata) = new SafeTensorsJson(json, file.Path).Read();

        // A stable order: a tensor without elements stays before the one that begins at the same byte.
        var ordered = tensors.OrderBy(pair => pair.Value.Begin).ThenBy(pair => pair.Value.End);
        var header = new OrderedDictionary<string, SafeTensorsEntry>(StringComparer.Ordinal);
        var dataOffset = file.Position;
        var end = 0L;
        foreach (var (name, entry) in ordered)
        {
            if (entry.Begin != end)
            {
                var fault = entry.Begin < end ? "overlaps the one" : $"leaves a gap of {entry.Begin - end} bytes";
                throw MalformedFileException.Damaged(
                    file.Path, $"the tensor '{name}' {fault} before it", dataOffset + Math.Min(entry.Begin, end));
            }

            end = entry.End;
            header.Add(name, entry);
        }

        var available = file.Length - dataOffset;
        return end == available
            ? new SafeTensorsHeader(header, metadata)
            : throw (end > available
                ? MalformedFileException.Truncated(
                    file.Path, file.Length, $"the tensors, which take {end} bytes where {available} are")
                : MalformedFileException.TrailingBytes(file.Path, dataOffset + end, "the last tensor"));
    }

    private static byte[] ReadJson(SourceFile file)
    {
        Span<byte> bytes = stackalloc byte[SafeTensorsFormat.LengthSize];
        file.Fill(bytes, "the length of the header");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > SafeTensorsFormat.LongestHeader)
        {
            throw MalformedFileException.TooLarge(
                file.Path,
                "the length of the header, if this is a safetensors file at all,",
                length,
                SafeTensorsFormat.LongestHeader,
                0);
        }

        var json = file.Read((long)length, $"the header of {length} bytes");
        return json is [(byte)'{', ..]
            ? json
            : throw MalformedFileException.NotThisFormat(
                file.Path,
                "a safetensors file",
                "its header does not begin with a brace",
                "give a file that safetensors or this program wrote");
    }
}
