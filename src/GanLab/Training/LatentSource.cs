using GanLab.Acceleration;
using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Draws latent vectors, labels to go with them, and where to look between samples; they depend on the seed and the step only.</summary>
/// <param name="random">The run's source.</param>
/// <param name="latentSize">Numbers in one vector.</param>
/// <param name="classes">0 for unconditional.</param>
/// <param name="batchSize">Vectors in one batch.</param>
/// <param name="device">Where the tensors go.</param>
public sealed class LatentSource(RandomSource random, int latentSize, int classes, int batchSize, ComputeDevice device)
{
    /// <summary>Latents N(0, 1) [N, latentSize] and labels uniform in [0, classes), or null; the caller's scope owns both.</summary>
    /// <param name="player">Keeps the draws of the two players apart.</param>
    /// <param name="index">The number of the draw.</param>
    public (Tensor Latents, Tensor? Labels) Draw(string player, long index)
    {
        var values = new float[batchSize * latentSize];
        random.Stream($"latents/{player}", index).FillNormal(values);
        return (device.Send(tensor(values, [batchSize, latentSize])), classes == 0 ? null : DrawLabels(player, index));
    }

    /// <summary>ε of <see cref="Losses.GradientPenalty.Between"/>, uniform in [0, 1): [batchSize, 1, 1, 1]; the caller's scope owns it.</summary>
    /// <param name="index">The number of the draw.</param>
    public Tensor DrawShares(long index)
    {
        var stream = random.Stream("shares", index);
        var shares = new float[batchSize];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = stream.NextSingle();
        }

        return device.Send(tensor(shares, [batchSize, 1, 1, 1]));
    }

    private Tensor DrawLabels(string player, long index)
    {
        var stream = random.Stream($"labels/{player}", index);
        var labels = new long[batchSize];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = stream.NextInt64(classes);
        }

        return device.Send(tensor(labels));
    }
}
