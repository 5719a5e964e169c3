using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.Idx;

namespace GanLab.Data;

/// <summary>Finds and reads the files of MNIST, and of sets in its format such as Fashion-MNIST.</summary>
internal static class MnistFiles
{
    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>The names that the files have where they are downloaded from, images before labels.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Enum.GetValues<MnistPart>().SelectMany(part => new[] { $"{ImagesOf(part)}.gz", $"{LabelsOf(part)}.gz" }),
    ];

    /// <summary>The paths of a part's two files in <paramref name="folder"/>, or of those that are there.</summary>
    public static (string? Images, string? Labels) Find(string folder, MnistPart part) =>
        (Find(folder, ImagesOf(part)), Find(folder, LabelsOf(part)));

    /// <summary>Reads a part and checks that images and labels belong together.</summary>
    /// <exception cref="ConfigException">The folder or a file is missing.</exception>
    /// <exception cref="MalformedFileException">A file is damaged, or they do not belong together.</exception>
    public static (byte[] Images, byte[] Labels) Read(string folder, MnistPart part)
    {
        var (imagesPath, labelsPath) = Find(folder, part);
        if (imagesPath is null || labelsPath is null)
        {
            throw Missing(folder, part, imagesPath, labelsPath);
        }

        var images = IdxFile.ReadImages(imagesPath);
        var labels = IdxFile.ReadLabels(labelsPath);
        if ((images.Rows, images.Columns) != (Side, Side))
        {
            throw MalformedFileException.Because(
                imagesPath,
                $"its images are {images.Rows}x{images.Columns}, those of MNIST {Side}x{Side}",
                "give the files of MNIST");
        }

        if (images.Count != labels.Length)
        {
            throw MalformedFileException.Because(
                imagesPath,
                $"it holds {images.Count} images but '{labelsPath}' {labels.Length} labels",
                "one of the two is of another part or set (train and t10k swapped?): download both again");
        }

        if (images.Count == 0)
        {
            throw MalformedFileException.Because(imagesPath, "it holds no images", "download it again");
        }

        var strange = Array.FindIndex(labels, label => label >= Classes);
        return strange < 0
            ? (images.Pixels, labels)
            : throw MalformedFileException.Damaged(
                labelsPath, $"label {strange} is {labels[strange]}, where 0 to {Classes - 1} are possible");
    }

    private static string ImagesOf(MnistPart part) => $"{Prefix(part)}-images-idx3-ubyte";

    private static string LabelsOf(MnistPart part) => $"{Prefix(part)}-labels-idx1-ubyte";

    private static string Prefix(MnistPart part) => part == MnistPart.Train ? "train" : "t10k";

    // Some unpackers write a dot for the hyphen before idx, and torchvision has a folder of its own.
    private static string? Find(string folder, string name)
    {
        var dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [$"{name}.gz", name, $"{dotted}.gz", dotted];
        string[] folders = [folder, Path.Combine(folder, "MNIST", "raw"), Path.Combine(folder, "raw")];
        return folders.SelectMany(place => names.Select(file => Path.Combine(place, file))).FirstOrDefault(File.Exists);
    }

    private static ConfigException Missing(string folder, MnistPart part, string? images, string? labels)
    {
        if (!Directory.Exists(folder))
        {
            return new ConfigException($"'{folder}' does not exist; give the folder that holds {string.Join(", ", Names)}.");
        }

        string?[] missing = [images is null ? ImagesOf(part) : null, labels is null ? LabelsOf(part) : null];
        return new ConfigException(
            $"'{folder}' lacks {string.Join(" and ", missing.OfType<string>())} (with or without .gz); put the files there, "
            + "or give no folder to have them downloaded.");
    }
}
