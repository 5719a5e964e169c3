using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.Pack;
using GanLab.Imaging;

namespace GanLab.Data.Packing;

/// <summary>Puts a set of pictures into one file, as it would be trained on: decoded, cut and scaled.</summary>
/// <remarks>
/// Training on the pack is training on the set, bit for bit. Packing that is interrupted, even by kill -9, goes on where it
/// stopped when it is asked for again, and ends with the same bytes.
/// </remarks>
public static class DatasetPacker
{
    private const int BytesAtOnce = 16 << 20; // of pictures; each portion is flushed to the disk

    /// <summary>Writes the pack, whole or not at all.</summary>
    /// <param name="request">The set: folder, celeba, mnist, cifar10 or cifar100.</param>
    /// <param name="path">Where the pack goes; nothing may be there.</param>
    /// <param name="progress">Told the part of the sources that is done, in [0, 1].</param>
    /// <exception cref="ConfigException">The set cannot be packed as asked, or the path is taken.</exception>
    /// <exception cref="MalformedFileException">A file is damaged, or another pack was begun here.</exception>
    /// <exception cref="IOException">The disk does not take it; what is written is kept and continued the next time.</exception>
    public static PackSummary Pack(DatasetRequest request, string path, IProgress<double>? progress = null)
    {
        Check(request, path);
        using var source = Open(request);
        using var build = PackBuild.Open(path, source.Shape.Length, source.Plan);
        var continued = build.Sources;
        AppendAll(source, build, progress);

        var leftOut = build.LeftOut.ToDictionary(pair => pair.Key, pair => pair.Value);
        UnreadableFile[] unreadable =
            [.. source.Unreadable, .. build.LeftOut.Select(pair => new UnreadableFile(source.Name(pair.Key), pair.Value))];
        if (build.Count == 0)
        {
            build.Discard();
            throw new ConfigException(
                [$"'{request.Directory}': not one of the {source.Count} pictures can be read.", .. UnreadableFile.Reasons(unreadable)]);
        }

        int[] packed = [.. Enumerable.Range(0, source.Count).Where(i => !leftOut.ContainsKey(i))];
        var (classNames, labels) = source.Classes(packed);
        var header = new PackHeader
        {
            Program = $"GanLab {typeof(DatasetPacker).Assembly.GetName().Version?.ToString(3)}",
            Set = source.Set,
            Count = build.Count,
            Channels = source.Shape.Channels,
            Height = source.Shape.Height,
            Width = source.Shape.Width,
            ClassNames = classNames,
            ContentHash = ContentDigest.Of(source.Shape, classNames, labels, build.PictureHashes()),
            LeftOut = unreadable.Length,
        };
        build.Complete(header, labels, [.. packed.Select(source.Name)]);
        return new PackSummary(header.Count, unreadable, continued, new FileInfo(path).Length, header.ContentHash);
    }

    private static void Check(DatasetRequest request, string path)
    {
        List<string> problems = [.. DatasetCatalog.Problems(request)];
        if (request.Name is "glyphs" or "ring8" or "pack")
        {
            problems.Add(request.Name == "pack"
                ? "A pack is packed already; give the set that it was made from."
                : $"{request.Name} is drawn as it is read and never ends, so it cannot be packed; choose folder, celeba, mnist, cifar10 or cifar100.");
        }

        if (Path.Exists(path))
        {
            problems.Add($"'{path}' is there already; delete it or choose another name with --out.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            problems.Add($"The folder '{folder}' for the pack does not exist; make it or choose another with --out.");
        }

        if (problems.Count > 0)
        {
            throw new ConfigException(problems);
        }
    }

    private static IPackSource Open(DatasetRequest request)
    {
        var shape = DatasetCatalog.Describe(request.Name).ShapeFor(request);
        switch (request.Name)
        {
            case "folder":
                var (files, closed) = PictureSearch.FindSome(request.Directory!);
                return new FilePackSource("folder", request.Directory!, files, shape.Channels, new SquareTarget(shape.Width))
                {
                    Unreadable = closed,
                    HasClasses = true,
                };
            case "celeba":
                var found = CelebASelection.Find(request.Directory!, DatasetCatalog.PartOfCelebA(request.Partition));
                return new FilePackSource(
                    "celeba", found.Images, found.Files, shape.Channels, new SquareTarget(shape.Width, CelebADataset.Crop))
                {
                    Unreadable = found.Unreadable,
                    HasClasses = false,
                };
            default:
                return new SamplePackSource((IPixelDataset)DatasetCatalog.Open(request));
        }
    }

    private static void AppendAll(IPackSource source, PackBuild build, IProgress<double>? progress)
    {
        var portion = Math.Max(Environment.ProcessorCount, BytesAtOnce / source.Shape.Length);
        while (build.Sources < source.Count)
        {
            var first = build.Sources;
            var portionRead = new (byte[]?, string?)[Math.Min(portion, source.Count - first)];
            ParallelReading.Run(portionRead.Length, i =>
            {
                try
                {
                    portionRead[i] = (source.Read(first + i), null);
                }
                catch (MalformedFileException exception)
                {
                    portionRead[i] = (null, exception.Message);
                }
            });
            build.Append(portionRead);
            progress?.Report(build.Sources / (double)source.Count);
        }
    }
}
