using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Labels as vectors and as image planes, the condition of Mirza and Osindero 2014.</summary>
public static class OneHot
{
    /// <summary>float [N, classes] with a one at each label; labels int64 [N] in [0, classes).</summary>
    public static Tensor Vectors(Tensor labels, int classes)
    {
        using var ones = nn.functional.one_hot(labels, classes);
        return ones.to(ScalarType.Float32);
    }

    /// <summary>float [N, classes, height, width]: one plane a class, all ones for a sample's own and zeros for the rest.</summary>
    public static Tensor Planes(Tensor labels, int classes, int height, int width)
    {
        using var vectors = Vectors(labels, classes);
        using var points = vectors.view(labels.shape[0], classes, 1, 1);
        return points.expand(labels.shape[0], classes, height, width);
    }
}
