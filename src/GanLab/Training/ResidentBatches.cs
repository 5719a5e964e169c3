using GanLab.Data;
using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Gathers batches on the device: the samples that a <see cref="BatchLoader"/> would give, in its order.</summary>
/// <param name="samples">The set; stays the caller's.</param>
/// <param name="batchSize">Samples in a batch.</param>
/// <param name="random">Decides the order.</param>
/// <param name="conditional">Whether labels go along.</param>
/// <param name="firstBatch">The number of the first batch that <see cref="Next"/> gives.</param>
internal sealed class ResidentBatches(
    ResidentSamples samples, int batchSize, RandomSource random, bool conditional, long firstBatch = 0)
{
    private readonly SampleOrder order = new(samples.Count, random);
    private long position = firstBatch * batchSize;

    /// <summary>The next batch; the caller's scope owns its tensors.</summary>
    internal RealBatch Next()
    {
        var indices = new long[batchSize];
        for (var i = 0; i < batchSize; i++)
        {
            indices[i] = order.IndexAt(position++);
        }

        using var scope = NewDisposeScope();
        var (chosen, labels) = samples.Gather(samples.Device.Send(tensor(indices)));
        return new RealBatch(chosen.MoveToOuterDisposeScope(), conditional ? labels.MoveToOuterDisposeScope() : null);
    }
}
