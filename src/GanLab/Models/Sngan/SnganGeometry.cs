using GanLab.Configuration;

namespace GanLab.Models.Sngan;

/// <summary>How an SNGAN reaches its image size by doubling, and how its discriminator comes down from there.</summary>
/// <param name="Base">Side of the first feature map of the generator, 4 to 7.</param>
/// <param name="Doublings">Blocks of the generator; the image side is Base·2^Doublings.</param>
/// <param name="Halvings">Blocks of the discriminator that halve: until at most 8 pixels are left, and one at least.</param>
public readonly record struct SnganGeometry(int Base, int Doublings, int Halvings)
{
    private const int LeastBase = 4;
    private const int MostBase = 7;
    private const int MostDoublings = 9;
    private const int LargestMap = 8;

    /// <summary>The geometry for images of <paramref name="shape"/>: square, of 4, 5, 6 or 7 times 2^n pixels with n at least 1.</summary>
    /// <exception cref="ConfigException">They are not; the message names the nearest sizes that are.</exception>
    public static SnganGeometry For(SampleShape shape) =>
        shape.Height != shape.Width ? throw new ConfigException($"An SNGAN makes square images, not {shape}.")
        : TryFor(shape.Height) ?? throw new ConfigException(
            $"An SNGAN cannot make images of {shape.Height} pixels: the size must be 4, 5, 6 or 7 times 2^n. "
            + $"The nearest are {NearestSizes.To(shape.Height, size => TryFor(size) is not null)}.");

    private static SnganGeometry? TryFor(int size)
    {
        var doublings = size < LeastBase ? 0 : int.Log2(size / LeastBase);
        var first = size >> doublings;
        return doublings is >= 1 and <= MostDoublings && first <= MostBase && first << doublings == size
            ? new SnganGeometry(first, doublings, Math.Max(1, int.Log2((size - 1) / LargestMap) + 1))
            : null;
    }
}
