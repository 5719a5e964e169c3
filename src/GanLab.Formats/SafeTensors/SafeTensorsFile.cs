namespace GanLab.Formats.SafeTensors;

/// <summary>Reads and writes safetensors files, which hold named tensors and texts and can hold nothing else.</summary>
public static class SafeTensorsFile
{
    /// <summary>Reads all tensors of the file at <paramref name="path"/>.</summary>
    /// <exception cref="MalformedFileException">The file is cut, damaged, or of another format.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static SafeTensorsContent Read(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads the file that fills the seekable <paramref name="stream"/>; errors call it <paramref name="name"/>.</summary>
    /// <exception cref="MalformedFileException">The file is cut, damaged, or of another format.</exception>
    public static SafeTensorsContent Read(Stream stream, string name)
    {
        var file = new SourceFile(stream, name);
        var header = SafeTensorsHeaderReader.Read(file);
        var tensors = new OrderedDictionary<string, RawTensor>(StringComparer.Ordinal);
        foreach (var (tensor, entry) in header.Tensors)
        {
            var data = file.Read(entry.End - entry.Begin, "a tensor");
            tensors.Add(tensor, new RawTensor(entry.DType, entry.Shape, data));
        }

        return new SafeTensorsContent(tensors, header.Metadata);
    }

    /// <summary>Reads names, types, shapes and texts of the file at <paramref name="path"/>, but no tensor.</summary>
    /// <exception cref="MalformedFileException">The file is cut, damaged, or of another format.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static SafeTensorsHeader ReadHeader(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return SafeTensorsHeaderReader.Read(new SourceFile(stream, path));
    }

    /// <summary>Writes the file at <paramref name="path"/>, which is replaced only when complete.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="tensors">Any number, each under a name of its own.</param>
    /// <param name="metadata">Texts to store with them.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one is called "__metadata__".</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written.</exception>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, RawTensor>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes to <paramref name="stream"/>, which stays open.</summary>
    /// <remarks>Equal content gives equal bytes, in whatever order it comes.</remarks>
    /// <param name="stream">Where it goes; need not be seekable.</param>
    /// <param name="tensors">Any number, each under a name of its own.</param>
    /// <param name="metadata">Texts to store with them.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one is called "__metadata__".</exception>
    public static void Write(
        Stream stream,
        IEnumerable<KeyValuePair<string, RawTensor>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata = null) =>
        SafeTensorsWriter.Write(stream, tensors, metadata ?? []);
}
