namespace GanLab.Imaging;

/// <summary>A square cut from the middle of a picture and scaled.</summary>
/// <param name="Size">The side of the result in pixels.</param>
/// <param name="Crop">
/// The side of the square that is cut out, in pixels of the original, for instance 178 for CelebA; null for the largest
/// that fits, which is also taken where the picture is smaller than this.
/// </param>
public readonly record struct SquareTarget(int Size, int? Crop = null)
{
    /// <summary>The side to cut from a picture of that size.</summary>
    internal int Side(int width, int height) => Math.Min(Crop ?? int.MaxValue, Math.Min(width, height));

    /// <summary>By how much a JPEG is shrunk while it is decoded, at a fraction of the work: 1, 2, 4 or 8.</summary>
    /// <remarks>At least twice the size wanted is left, so that the last step is still that of the good filter (see <see cref="Lanczos"/>).</remarks>
    internal int Shrink(int width, int height) => (Side(width, height) / (2 * Size)) switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };

    /// <summary>Where that square is, and its side, in a picture that was shrunk so many times while it was decoded.</summary>
    internal (int Left, int Top, int Side) Area(int width, int height, int shrink)
    {
        var side = (this with { Crop = Crop / shrink }).Side(width, height);
        return ((width - side) / 2, (height - side) / 2, side);
    }
}
