using System.Text;

namespace GanLab.Formats.Cifar;

/// <summary>Reads the binary version of CIFAR-10 and CIFAR-100.</summary>
/// <remarks>
/// The format: https://www.cs.toronto.edu/~kriz/cifar.html (Krizhevsky 2009). A file is nothing but records of one length:
/// a label byte (two in CIFAR-100) and 3,072 bytes of pixels. There is no header and no sum, so the length of the file and
/// the range of the labels are all that can be checked.
/// </remarks>
public static class CifarFile
{
    /// <summary>Height and width of every picture in pixels.</summary>
    public const int Side = 32;

    /// <summary>Bytes of pixels in a picture.</summary>
    public const int PictureLength = 3 * Side * Side;

    private const long LongestNames = 64 << 10;
    private const string GetItAgain = "get the archive again";

    /// <summary>How many classes the set has.</summary>
    public static int Classes(CifarKind kind) => kind == CifarKind.Cifar10 ? 10 : 100;

    /// <summary>Reads a file such as data_batch_1.bin or train.bin.</summary>
    /// <exception cref="MalformedFileException">It is empty or cut, or a label is out of range.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static CifarBatch Read(string path, CifarKind kind)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return Read(stream, path, kind);
    }

    /// <summary>Reads what fills the seekable <paramref name="stream"/>; errors call it <paramref name="name"/>.</summary>
    /// <exception cref="MalformedFileException">It is empty or cut, or a label is out of range.</exception>
    public static CifarBatch Read(Stream stream, string name, CifarKind kind)
    {
        var file = new SourceFile(stream, name);
        var labelBytes = kind == CifarKind.Cifar10 ? 1 : 2;
        var record = labelBytes + PictureLength;
        var (count, rest) = Math.DivRem(file.Length, record);
        if (count == 0 || rest != 0)
        {
            throw MalformedFileException.Because(
                name,
                $"its {file.Length} bytes are no whole number of records of {record} bytes, {rest} are left over",
                $"the file is cut, or not of {kind}: {GetItAgain}",
                file.Length - rest);
        }

        if (count > Array.MaxLength / PictureLength)
        {
            throw MalformedFileException.TooLarge(name, "the number of pictures", count, Array.MaxLength / PictureLength);
        }

        var labels = new byte[count];
        var pixels = GC.AllocateUninitializedArray<byte>((int)count * PictureLength);
        Span<byte> label = stackalloc byte[labelBytes];
        for (var i = 0; i < labels.Length; i++)
        {
            file.Fill(label, "a label");
            CheckLabels(name, kind, label, i, (long)i * record);
            labels[i] = label[^1];
            file.Fill(pixels.AsSpan(i * PictureLength, PictureLength), "a picture");
        }

        return new CifarBatch(labels, pixels);
    }

    /// <summary>Reads batches.meta.txt or fine_label_names.txt: the name of a class in each line.</summary>
    /// <exception cref="MalformedFileException">There are not exactly as many names as classes, or one occurs twice.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static IReadOnlyList<string> ReadNames(string path, CifarKind kind)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        var file = new SourceFile(stream, path);
        if (file.Length > LongestNames)
        {
            throw MalformedFileException.TooLarge(path, "the length of the names", file.Length, LongestNames);
        }

        // The genuine files end with empty lines.
        string[] names =
        [
            .. Encoding.UTF8.GetString(file.Read(file.Length, "the names"))
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
        return names.Length == Classes(kind) && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? names
            : throw MalformedFileException.Damaged(
                path, $"it should hold {Classes(kind)} different names of classes, one in a line, but holds {names.Distinct().Count()}");
    }

    private static void CheckLabels(string name, CifarKind kind, ReadOnlySpan<byte> labels, int picture, long offset)
    {
        const int groups = 20;
        if (labels.Length == 2 && labels[0] >= groups)
        {
            throw MalformedFileException.Damaged(
                name, $"the group of picture {picture} is {labels[0]}, where 0 to {groups - 1} are possible", offset);
        }

        if (labels[^1] >= Classes(kind))
        {
            throw MalformedFileException.Damaged(
                name, $"the label of picture {picture} is {labels[^1]}, where 0 to {Classes(kind) - 1} are possible", offset + labels.Length - 1);
        }
    }
}
