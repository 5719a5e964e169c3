using GanLab.Formats.Pictures;

namespace GanLab.Data.Checking;

/// <summary>What shows only when all pictures are seen together.</summary>
internal static class SetFindings
{
    /// <summary>How many times the smallest class the largest may be without a word.</summary>
    private const double UnremarkableImbalance = 5;

    /// <summary>Pictures that occur more than once; each but the first is a finding.</summary>
    /// <param name="hashes">Of file and pixels; a file hash of 0 stands for no file of its own.</param>
    /// <param name="name">Of the picture with that number.</param>
    public static IEnumerable<Finding> Duplicates(IEnumerable<(int Index, UInt128 File, UInt128 Picture)> hashes, Func<int, string> name)
    {
        var (files, pictures) = (new Dictionary<UInt128, int>(), new Dictionary<UInt128, int>());
        foreach (var (index, file, picture) in hashes)
        {
            if (file != 0 && !files.TryAdd(file, index))
            {
                yield return new Finding(FindingKind.DuplicateFile, name(index), $"is the same file as '{name(files[file])}'");
            }
            else if (!pictures.TryAdd(picture, index))
            {
                yield return new Finding(FindingKind.DuplicatePicture, name(index), $"shows the same as '{name(pictures[picture])}'");
            }
        }
    }

    /// <summary>The grey ones among pictures in colour, or the other way round: whichever are fewer.</summary>
    public static IEnumerable<Finding> OtherColours(IReadOnlyList<PictureObservation> seen, Func<int, string> name)
    {
        var usable = Enumerable.Range(0, seen.Count).Where(i => seen[i] is { IsUsable: true, Facts.Colour: not PictureColour.Unknown }).ToArray();
        var grey = usable.Where(i => IsGrey(seen[i])).ToArray();
        var areFewGrey = 2 * grey.Length <= usable.Length;
        var few = areFewGrey ? grey : usable.Where(i => !IsGrey(seen[i]));
        return few.Select(i => new Finding(
            FindingKind.OtherColour, name(i), areFewGrey ? "is grey among pictures in colour" : "is in colour among grey pictures"));
    }

    /// <summary>Classes without pictures, and a great difference between the others.</summary>
    public static IEnumerable<Finding> Classes(IReadOnlyList<KeyValuePair<string, int>> classes)
    {
        foreach (var (name, _) in classes.Where(pair => pair.Value == 0))
        {
            yield return new Finding(FindingKind.EmptyClass, name, "is a class without a picture that can be used");
        }

        var filled = classes.Where(pair => pair.Value > 0).OrderBy(pair => pair.Value).ToArray();
        if (filled.Length > 1 && filled[^1].Value > UnremarkableImbalance * filled[0].Value)
        {
            yield return new Finding(
                FindingKind.Imbalance,
                filled[0].Key,
                $"has {filled[0].Value} pictures, '{filled[^1].Key}' {filled[^1].Value}: a conditional model will learn it worse");
        }
    }

    private static bool IsGrey(PictureObservation seen) => seen.Facts!.Colour == PictureColour.Grey;
}
