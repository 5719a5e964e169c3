using GanLab.Configuration;

namespace GanLab.Models.Dcgan;

/// <summary>How a DCGAN reaches its image size: from 4 or 7 pixels by doubling.</summary>
/// <param name="Base">Side of the first feature map, 4 or 7.</param>
/// <param name="Doublings">Strided (transposed) convolutions; the image side is Base·2^Doublings.</param>
public readonly record struct DcganGeometry(int Base, int Doublings)
{
    /// <summary>The geometry for images of <paramref name="shape"/>, which must be square.</summary>
    /// <exception cref="ConfigException">They are not square, or of a size that <see cref="For(int)"/> refuses.</exception>
    public static DcganGeometry For(SampleShape shape) => shape.Height == shape.Width
        ? For(shape.Height)
        : throw new ConfigException($"A DCGAN makes square images, not {shape}.");

    /// <summary>The geometry for square images of <paramref name="size"/> pixels: 4·2^n or 7·2^n with n at least 1.</summary>
    /// <exception cref="ConfigException">The size is not of that form; the message names the nearest that are.</exception>
    public static DcganGeometry For(int size) => TryFor(size) ?? throw new ConfigException(
        $"A DCGAN cannot make images of {size} pixels: the size must be 4·2^n or 7·2^n. The nearest are {NearestSizes.To(size, other => TryFor(other) is not null)}.");

    private static DcganGeometry? TryFor(int size)
    {
        foreach (var first in (int[])[4, 7])
        {
            var doublings = size % first == 0 ? int.Log2(size / first) : 0;
            if (doublings is >= 1 and <= 9 && first << doublings == size)
            {
                return new DcganGeometry(first, doublings);
            }
        }

        return null;
    }
}
