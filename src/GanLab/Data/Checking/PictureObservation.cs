using GanLab.Formats.Pictures;

namespace GanLab.Data.Checking;

/// <summary>What is kept of a picture that was looked at: little, because there may be many.</summary>
/// <param name="Facts">From its header; null if that cannot be read.</param>
/// <param name="File">The first 16 bytes of the SHA-256 of the file.</param>
/// <param name="Picture">The same of its pixels as training sees them; 0 if there are none.</param>
/// <param name="IsBlank">Whether all of those are equal.</param>
/// <param name="Corruption">Why it cannot be used; null if it can.</param>
internal readonly record struct PictureObservation(
    PictureFacts? Facts, UInt128 File, UInt128 Picture, bool IsBlank, string? Corruption)
{
    public bool IsUsable => Corruption is null;
}
