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
}
