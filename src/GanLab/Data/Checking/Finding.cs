using GanLab.Formats;

namespace GanLab.Data.Checking;

/// <summary>Something that whoever trains on a set should know.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Path">The file, folder, class or sample, relative to the set.</param>
/// <param name="Text">A clause that continues the path: "is the same file as 'a.png'".</param>
public sealed record Finding(FindingKind Kind, string Path, string Text)
{
    /// <summary>Whether something is left out of training because of this.</summary>
    public bool IsDamage => Kind is FindingKind.Corrupt or FindingKind.ClosedFolder;

    /// <summary>On one line, whatever is in the name of the file: it can hold line ends and codes that move the cursor.</summary>
    public override string ToString() => $"{OneLine.Of(Path)} {OneLine.Of(Text)}";
}
