using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.Cifar;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>The sets that are known by name.</summary>
public static class DatasetCatalog
{
    /// <summary>What there is, the sets that need nothing first.</summary>
    public static IReadOnlyList<DatasetDescription> All { get; } =
    [
        new("glyphs", "Digits that look written by hand, drawn as needed; no download.", 32, 1, true, DirectoryUse.None),
        new("ring8", "Eight Gaussians on a circle in the plane; shows dropped modes in seconds.", 1, 2, true, DirectoryUse.None),
        new("mnist", "60,000 handwritten digits; downloaded once (11 MB) or read from a folder.", 32, 1, true, DirectoryUse.Optional),
        new("cifar10", "50,000 small photographs in 10 classes; downloaded once (162 MB) or read from a folder.", 32, 3, true, DirectoryUse.Optional),
        new("cifar100", "The same in 100 classes; downloaded once (161 MB) or read from a folder.", 32, 3, true, DirectoryUse.Optional),
        new("celeba", "Faces with 40 attributes; give the folder with img_align_celeba.", 64, 3, false, DirectoryUse.Required),
        new("folder", "Your own pictures, any kind and size; folders in it become classes.", 64, 3, null, DirectoryUse.Required),
        new("pack", "A set in one file that 'gan data pack' made; give the file with --data.", 64, 3, null, DirectoryUse.Required),
    ];

    /// <summary>The names, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(description => description.Name)];

    /// <summary>The entry called <paramref name="name"/>.</summary>
    /// <exception cref="ConfigException">There is none; the message suggests the nearest names.</exception>
    public static DatasetDescription Describe(string name) =>
        All.FirstOrDefault(description => description.Name == name)
        ?? throw new ConfigException(Suggestion.UnknownName("data set", name, Names));

    /// <summary>What is wrong with a request that can be seen without reading data; empty if nothing. Of a pack the header is read.</summary>
    /// <exception cref="MalformedFileException">The pack is damaged.</exception>
    public static IReadOnlyList<string> Problems(DatasetRequest request)
    {
        if (!Names.Contains(request.Name))
        {
            return [Suggestion.UnknownName("data set", request.Name, Names)];
        }

        var description = Describe(request.Name);
        var shape = description.ShapeFor(request);
        return
        [
            .. DirectoryProblems(request, description.Directory),
            .. PartitionProblems(request),
            .. request is { Name: "pack", Directory: not null } ? PackDataset.Problems(request) : [],
            .. shape.IsPoint ? [] : ImageRequest.Problems(request.Name, shape.Height, shape.Channels),
        ];
    }

    /// <summary>Opens a set; the caller disposes it and shows its <see cref="IDataset.Warnings"/>.</summary>
    /// <exception cref="ConfigException">The request cannot be met as it is.</exception>
    /// <exception cref="MalformedFileException">A file is damaged.</exception>
    /// <exception cref="DatasetUnavailableException">It cannot be downloaded.</exception>
    /// <exception cref="ImageLibraryMissingException">It needs libvips, which is not installed.</exception>
    public static IDataset Open(DatasetRequest request)
    {
        if (Problems(request) is { Count: > 0 } problems)
        {
            throw new ConfigException(problems);
        }

        var description = Describe(request.Name);
        var (size, channels) = (request.Size ?? description.Size, request.Channels ?? description.Channels);
        return request.Name switch
        {
            "glyphs" => new GlyphsDataset(size, request.Seed, channels),
            "ring8" => new Ring8Dataset(request.Seed),
            "mnist" => MnistDataset.Open(
                request.Directory, size, channels, request.Partition == DataPartition.Test ? MnistPart.Test : MnistPart.Train, progress: request.Progress),
            "cifar10" or "cifar100" => CifarDataset.Open(
                request.Name == "cifar10" ? CifarKind.Cifar10 : CifarKind.Cifar100,
                request.Directory,
                size,
                channels,
                request.Partition == DataPartition.Test,
                request.Progress),
            "celeba" => CelebADataset.Open(request.Directory!, size, channels, PartOfCelebA(request.Partition), progress: request.Progress),
            "folder" => ImageFolderDataset.Open(request.Directory!, size, channels, progress: request.Progress),
            "pack" => PackDataset.Open(request.Directory!),
            _ => throw new InvalidOperationException($"{request.Name} is in the catalogue but cannot be opened."),
        };
    }

    private static IReadOnlyList<string> DirectoryProblems(DatasetRequest request, DirectoryUse use) =>
        (use, request.Directory) switch
        {
            (DirectoryUse.None, { } directory) =>
            [
                directory.EndsWith(PictureSearch.PackExtension, StringComparison.OrdinalIgnoreCase)
                    ? $"{request.Name} needs no files, but the pack '{directory}' was given; train on it with --dataset pack."
                    : $"{request.Name} needs no files, but the folder '{directory}' was given; leave it out, or choose another set, such as folder.",
            ],
            (DirectoryUse.Required, null) =>
            [
                request.Name == "pack"
                    ? "pack needs the file that 'gan data pack' made: give --data FILE."
                    : $"{request.Name} needs the folder that its pictures are in: give --data DIR.",
            ],
            _ => [],
        };

    private static IReadOnlyList<string> PartitionProblems(DatasetRequest request)
    {
        string[] parts = request.Name switch
        {
            "celeba" => ["auto", "train", "validation", "test", "all"],
            "mnist" or "cifar10" or "cifar100" => ["auto", "train", "test"],
            _ => ["auto"],
        };
        var part = request.Partition.ToString().ToLowerInvariant();
        return parts.Contains(part)
            ? []
            : [$"{request.Name} has no part '{part}'; data.partition can be {string.Join(", ", parts)}."];
    }

    internal static CelebAPartition? PartOfCelebA(DataPartition partition) => partition switch
    {
        DataPartition.Train => CelebAPartition.Train,
        DataPartition.Validation => CelebAPartition.Validation,
        DataPartition.Test => CelebAPartition.Test,
        _ => null,
    };
}
