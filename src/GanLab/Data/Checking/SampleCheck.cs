using GanLab.Formats;

namespace GanLab.Data.Checking;

/// <summary>Checks sets that come in files of many pictures each: MNIST, CIFAR and packs.</summary>
internal static class SampleCheck
{
    public static CheckReport Of(DatasetRequest request)
    {
        using var set = (IPixelDataset)DatasetCatalog.Open(request with { Progress = null });
        // A pack says of each damaged block where it is; the samples in it cannot be read.
        var damages = (set as PackDataset)?.Verify() ?? [];
        var (count, done) = ((int)set.Count!.Value, 0);
        var (hashes, labels, isBlank) = (new UInt128[count], new int[count], new bool[count]);
        ParallelReading.Run(count, i =>
        {
            labels[i] = -1;
            try
            {
                var pixels = new byte[set.Shape.Length];
                labels[i] = (int)set.ReadPixels(i, pixels);
                hashes[i] = PictureObserver.Hash(pixels);
                isBlank[i] = PictureObserver.IsBlank(pixels, set.Shape.Channels);
            }
            catch (MalformedFileException) when (damages.Count > 0)
            {
                // It is among the damages.
            }

            request.Progress?.Report(Interlocked.Increment(ref done) / (double)count);
        });

        int[] usable = [.. Enumerable.Range(0, count).Where(i => labels[i] >= 0)];
        var counts = labels.CountBy(label => label).ToDictionary();
        KeyValuePair<string, int>[] classes =
            [.. set.ClassNames.Select((name, label) => KeyValuePair.Create(name, counts.GetValueOrDefault(label)))];
        return new CheckReport
        {
            Set = request.Name,
            Path = request.Directory ?? CacheFolder.Path,
            Pictures = count,
            Usable = usable.Length,
            Classes = classes,
            Widths = (set.Shape.Width, set.Shape.Width),
            Heights = (set.Shape.Height, set.Shape.Height),
            Findings =
            [
                .. damages.Select(damage => new Finding(FindingKind.Corrupt, Path.GetFileName(request.Directory!), damage)),
                .. SetFindings.Classes(classes),
                .. SetFindings.Duplicates(usable.Select(i => (i, UInt128.Zero, hashes[i])), Name),
                .. usable.Where(i => isBlank[i]).Select(i => new Finding(FindingKind.Blank, Name(i), "is of one colour all over")),
            ],
        };

        string Name(int index)
        {
            try
            {
                return set is PackDataset pack && pack.Path(index) is { Length: > 0 } name ? name : $"sample {index}";
            }
            catch (MalformedFileException) when (damages.Count > 0)
            {
                return $"sample {index}"; // the names are among the damages
            }
        }
    }
}
