using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.Cifar;
using GanLab.Imaging;

namespace GanLab.Data.Checking;

/// <summary>Looks at a whole set before it is trained on and says what is wrong or remarkable with it.</summary>
public static class DatasetCheck
{
    /// <summary>Checks every picture, on all cores.</summary>
    /// <param name="request">The set, and the size and channels that it would be trained at.</param>
    /// <exception cref="ConfigException">There is nothing to check, or the set is drawn and needs no check.</exception>
    /// <exception cref="MalformedFileException">A file that the whole set depends on is damaged.</exception>
    /// <exception cref="ImageLibraryMissingException">libvips is not installed.</exception>
    public static CheckReport Run(DatasetRequest request)
    {
        if (DatasetCatalog.Describe(request.Name).IsEndless)
        {
            throw new ConfigException($"{request.Name} is drawn as it is read; there is nothing to check.");
        }

        if (DatasetCatalog.Problems(request) is { Count: > 0 } problems)
        {
            throw new ConfigException(problems);
        }

        var shape = DatasetCatalog.Describe(request.Name).ShapeFor(request);
        return request.Name switch
        {
            "folder" => FolderCheck.OfFolder(request, shape.Width, shape.Channels),
            "celeba" => FolderCheck.OfCelebA(request, shape.Width, shape.Channels),
            _ => SampleCheck.Of(request),
        };
    }

    /// <summary>What lies at <paramref name="path"/>, by its files: "pack", "mnist", "cifar10", "cifar100", "celeba" or else "folder".</summary>
    public static string Guess(string path)
    {
        if (File.Exists(path))
        {
            return "pack";
        }

        return MnistFiles.Find(path, MnistPart.Train).Images is not null ? "mnist"
            : CifarFiles.AreIn(path, CifarKind.Cifar10) ? "cifar10"
            : CifarFiles.AreIn(path, CifarKind.Cifar100) ? "cifar100"
            : CelebAFolder.IsIn(path) ? "celeba"
            : "folder";
    }
}
