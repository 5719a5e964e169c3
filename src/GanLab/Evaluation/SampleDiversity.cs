using static TorchSharp.torch;

namespace GanLab.Evaluation;

/// <summary>How different the samples of a set are from each other.</summary>
public static class SampleDiversity
{
    /// <summary>Mean Euclidean distance between two different vectors of [N, d], N ≥ 2. Syncs with the device.</summary>
    public static double Of(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var count = vectors.shape[0];
        var centred = vectors - vectors.mean([0L]); // sets that lie close together would lose digits far from the origin
        return cdist(centred, centred).sum().to(ScalarType.Float64).item<double>() / (count * (count - 1.0));
    }
}
