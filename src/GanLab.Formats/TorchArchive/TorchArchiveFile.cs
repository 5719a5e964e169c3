namespace GanLab.Formats.TorchArchive;

/// <summary>Reads and writes what torch.save writes since PyTorch 1.6: a zip file of a pickle and the bytes of the tensors.</summary>
/// <remarks>
/// Reading never executes anything: a pickle that names more than tensors and ordered dictionaries is refused. What is
/// written can be read by Python with torch.load(path, weights_only=True).
/// </remarks>
public static class TorchArchiveFile
{
    /// <summary>Reads the archive at <paramref name="path"/>.</summary>
    /// <returns>What was given to torch.save; usually a <see cref="PickleDictionary"/>.</returns>
    /// <exception cref="MalformedFileException">The file is cut, damaged, of another format, or could run code in Python.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static PickleValue Read(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads the archive that fills the seekable <paramref name="stream"/>; errors call it <paramref name="name"/>.</summary>
    /// <exception cref="MalformedFileException">The archive is cut, damaged, of another format, or could run code in Python.</exception>
    public static PickleValue Read(Stream stream, string name) =>
        new TorchArchiveReader(new SourceFile(stream, name)).Read();

    /// <summary>Writes <paramref name="root"/> to the file at <paramref name="path"/>, which is replaced only when complete.</summary>
    /// <inheritdoc cref="Write(Stream, PickleValue)" path="/exception"/>
    /// <exception cref="IOException">The disk is full or the file cannot be written.</exception>
    public static void Write(string path, PickleValue root) => AtomicFile.Write(path, stream => Write(stream, root));

    /// <summary>Writes <paramref name="root"/> to <paramref name="stream"/>, which stays open. Equal values give equal bytes.</summary>
    /// <exception cref="ArgumentException">The archive would exceed 4 GiB, or a value is nested too deeply or holds a text
    /// that is no Unicode.</exception>
    public static void Write(Stream stream, PickleValue root) => TorchArchiveWriter.Write(stream, root);
}
