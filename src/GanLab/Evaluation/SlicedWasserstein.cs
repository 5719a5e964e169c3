using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Evaluation;

/// <summary>
/// Sliced Wasserstein distance of order 2 between two sets of vectors: the root mean square, over random directions, of
/// the distance between their projections, which sorting solves (Rabin et al. 2011, §2; Deshpande et al. 2018, §3).
/// </summary>
/// <remarks>
/// No network judges, so the number sees pixels and not what they show: it compares runs on the same data, and moments of
/// a run. A shift by c moves it by |c|/√d in the mean over directions.
/// </remarks>
public sealed class SlicedWasserstein : IDisposable
{
    private readonly Tensor directions; // [d, directions], columns of length 1

    /// <summary>Draws the directions, uniformly from the unit sphere.</summary>
    /// <param name="dimensions">d, the length of the vectors.</param>
    /// <param name="count">How many directions.</param>
    /// <param name="random">The stream "evaluation/directions" is used.</param>
    /// <param name="device">Where the vectors are.</param>
    public SlicedWasserstein(int dimensions, int count, RandomSource random, Device device)
    {
        using var scope = NewDisposeScope();
        var values = new float[dimensions * count];
        random.Stream("evaluation/directions").FillNormal(values);
        var normal = tensor(values, [dimensions, count]).to(device);
        directions = (normal / linalg.vector_norm(normal, 2, [0], keepdim: true)).DetachFromDisposeScope();
    }

    /// <summary>The vectors [N, d] on each direction, in ascending order: [N, directions]; the caller's scope owns it.</summary>
    public Tensor Project(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        return vectors.matmul(directions).sort(dim: 0).Values.MoveToOuterDisposeScope();
    }

    /// <summary>The distance between two sets of as many vectors, given by their <see cref="Project"/>ions. Syncs with the device.</summary>
    public static double Between(Tensor projections, Tensor others)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt((projections - others).square().mean().to(ScalarType.Float64).item<double>());
    }

    /// <inheritdoc/>
    public void Dispose() => directions.Dispose();
}
