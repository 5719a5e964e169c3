using GanLab.Formats.Pictures;
using GanLab.Imaging;

namespace GanLab.Data.Checking;

/// <summary>Checks sets of picture files: every file is read once, on all cores, and little of it is kept.</summary>
internal static class FolderCheck
{
    public static CheckReport OfFolder(DatasetRequest request, int size, int channels)
    {
        var folder = request.Directory!;
        var (files, closed) = PictureSearch.FindSome(folder);
        var seen = LookAtAll(files, channels, new SquareTarget(size), request.Progress);
        string[] names = [.. files.Select(path => PictureSearch.Below(folder, path))];
        return Report(request, "folder", size, seen, names, Closed(folder, closed), Classes(folder, names, seen));
    }

    public static CheckReport OfCelebA(DatasetRequest request, int size, int channels)
    {
        var found = CelebASelection.Find(request.Directory!, DatasetCatalog.PartOfCelebA(request.Partition));
        var seen = LookAtAll(found.Files, channels, new SquareTarget(size, CelebADataset.Crop), request.Progress);
        string[] names = [.. found.Files.Select(path => PictureSearch.Below(found.Images, path))];
        List<Finding> more = [.. Closed(found.Images, found.Unreadable)];
        if (found.ListedButMissing > 0)
        {
            more.Add(new(FindingKind.Inconsistent, "list_attr_celeba.txt", $"lists {found.ListedButMissing} pictures that are not there"));
        }

        if (found.PresentButUnlisted > 0)
        {
            more.Add(new(FindingKind.Inconsistent, "img_align_celeba", $"has {found.PresentButUnlisted} pictures that no text file lists; they are left out"));
        }

        return Report(request, "celeba", size, seen, names, more, []);
    }

    private static PictureObservation[] LookAtAll(
        IReadOnlyList<string> files, int channels, SquareTarget target, IProgress<double>? progress)
    {
        var (observer, seen, done) = (new PictureObserver(channels, target), new PictureObservation[files.Count], 0);
        ParallelReading.Run(files.Count, i =>
        {
            seen[i] = observer.Look(files[i]);
            progress?.Report(Interlocked.Increment(ref done) / (double)files.Count);
        });
        return seen;
    }

    private static CheckReport Report(
        DatasetRequest request,
        string set,
        int size,
        PictureObservation[] seen,
        string[] names,
        IEnumerable<Finding> more,
        IReadOnlyList<KeyValuePair<string, int>> classes)
    {
        var each = new PictureFindings(size);
        int[] usable = [.. Enumerable.Range(0, seen.Length).Where(i => seen[i].IsUsable)];
        Finding[] findings =
        [
            .. more,
            .. seen.SelectMany((picture, i) => each.Of(names[i], picture)),
            .. SetFindings.Duplicates(usable.Select(i => (i, seen[i].File, seen[i].Picture)), i => names[i]),
            .. SetFindings.OtherColours(seen, i => names[i]),
            .. SetFindings.Classes(classes),
        ];
        PictureFacts[] facts = [.. usable.Select(i => seen[i].Facts).OfType<PictureFacts>()];
        return new CheckReport
        {
            Set = set,
            Path = request.Directory!,
            Pictures = seen.Length,
            Usable = usable.Length,
            Classes = classes,
            Widths = facts.Length == 0 ? null : (facts.Min(picture => picture.Width), facts.Max(picture => picture.Width)),
            Heights = facts.Length == 0 ? null : (facts.Min(picture => picture.Height), facts.Max(picture => picture.Height)),
            Findings = [.. findings.OrderBy(finding => finding.Kind)], // stable: otherwise in the order of the set
        };
    }

    private static IEnumerable<Finding> Closed(string folder, IEnumerable<UnreadableFile> closed) => closed.Select(place => new Finding(
        FindingKind.ClosedFolder, PictureSearch.Below(folder, place.Path), "is a folder that cannot be looked into; change its permissions or move it away"));

    // Folders that turn out to hold no usable picture count as classes too, or nobody would notice that one is missing.
    private static KeyValuePair<string, int>[] Classes(string folder, string[] names, PictureObservation[] seen)
    {
        string[] usable = [.. names.Where((_, i) => seen[i].IsUsable)];
        var found = FolderClasses.Of(usable);
        if (found.Names.Count == 0)
        {
            return [];
        }

        var counts = usable.CountBy(name => FolderClasses.Of(name)!).ToDictionary(StringComparer.Ordinal);
        var folders = Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.'));
        return [.. folders.Union(found.Names).Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, counts.GetValueOrDefault(name)))];
    }
}
