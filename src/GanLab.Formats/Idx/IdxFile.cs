namespace GanLab.Formats.Idx;

/// <summary>Reads the IDX files of MNIST and its relatives, plain or gzip; which of the two is told from the content.</summary>
/// <remarks>The format: http://yann.lecun.com/exdb/mnist (LeCun, Cortes and Burges). Only unsigned bytes are read.</remarks>
public static class IdxFile
{
    /// <summary>Reads an array of one to four dimensions.</summary>
    /// <exception cref="MalformedFileException">The file is cut, damaged, no IDX file, or does not hold unsigned bytes.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static IdxArray ReadBytes(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return ReadBytes(stream, path);
    }

    /// <summary>Reads the array that fills the seekable <paramref name="stream"/>; errors call it <paramref name="name"/>.</summary>
    /// <exception cref="MalformedFileException">The file is cut, damaged, no IDX file, or does not hold unsigned bytes.</exception>
    public static IdxArray ReadBytes(Stream stream, string name)
    {
        using var content = new IdxContent(stream, name);
        return content.Read();
    }

    /// <summary>Reads images: an array of three dimensions.</summary>
    /// <exception cref="MalformedFileException">As <see cref="ReadBytes(string)"/>, or the file holds labels instead.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static IdxImages ReadImages(string path)
    {
        var array = Expect(path, 3, "images");
        return new IdxImages(array.Shape[0], array.Shape[1], array.Shape[2], array.Data);
    }

    /// <summary>Reads labels: an array of one dimension.</summary>
    /// <exception cref="MalformedFileException">As <see cref="ReadBytes(string)"/>, or the file holds images instead.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static byte[] ReadLabels(string path) => Expect(path, 1, "labels").Data;

    private static IdxArray Expect(string path, int rank, string expected)
    {
        var array = ReadBytes(path);
        if (array.Shape.Count == rank)
        {
            return array;
        }

        var isOther = array.Shape.Count is 1 or 3;
        throw MalformedFileException.Because(
            path,
            $"it holds {IdxHeader.Describe(array.Shape)} where {expected} were expected",
            isOther
                ? "the files of images and labels seem swapped: exchange them"
                : $"give a file of {expected} ({rank} dimensions)",
            offset: 3);
    }
}
