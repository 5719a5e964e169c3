using GanLab.Formats.Pictures;

namespace GanLab.Data.Checking;

/// <summary>Judges pictures one by one from what was seen of them.</summary>
/// <param name="size">The side in pixels that they are trained at.</param>
internal sealed class PictureFindings(int size)
{
    private const double ExtremeRatio = 3;

    public IEnumerable<Finding> Of(string name, PictureObservation seen)
    {
        if (seen.Corruption is { } corruption)
        {
            yield return new Finding(FindingKind.Corrupt, name, corruption);
            yield break;
        }

        if (seen.IsBlank)
        {
            yield return new Finding(FindingKind.Blank, name, "is of one colour all over");
        }

        foreach (var (kind, text) in seen.Facts is { } facts ? Of(facts, Path.GetExtension(name)) : [])
        {
            yield return new Finding(kind, name, text);
        }
    }

    private IEnumerable<(FindingKind, string)> Of(PictureFacts facts, string extension)
    {
        var (least, most) = (Math.Min(facts.Width, facts.Height), Math.Max(facts.Width, facts.Height));
        if (least < size)
        {
            yield return (FindingKind.TooSmall, $"has {facts.Width}x{facts.Height} pixels and is enlarged to {size}x{size}");
        }

        if (most > ExtremeRatio * least)
        {
            yield return (FindingKind.ExtremeShape, $"has {facts.Width}x{facts.Height} pixels, of which only the {least}x{least} in the middle are used");
        }

        if (facts.HasAlpha)
        {
            yield return (FindingKind.Transparent, "can have transparent parts, which become black");
        }

        if (facts.Colour == PictureColour.Palette)
        {
            yield return (FindingKind.Palette, "has a palette, which is resolved");
        }

        if (facts.Bits > 8)
        {
            yield return (FindingKind.DeepColour, $"has {facts.Bits} bits a channel, which are rounded to 8");
        }

        if (facts.Colour == PictureColour.Cmyk)
        {
            yield return (FindingKind.Cmyk, "is in CMYK, whose colours are converted");
        }

        if (facts.IsAnimated)
        {
            yield return (FindingKind.Animated, "holds several pictures, of which the first is used");
        }

        if (!Extensions(facts.Format).Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            yield return (FindingKind.Misnamed, $"is {facts.Format} by its content; it is read as what it is");
        }
    }

    private static string[] Extensions(string format) => format switch
    {
        "JPEG" => [".jpg", ".jpeg"],
        "TIFF" => [".tif", ".tiff"],
        _ => [$".{format}"],
    };
}
