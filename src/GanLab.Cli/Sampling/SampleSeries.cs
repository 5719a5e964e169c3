using GanLab.Configuration;
using GanLab.Modules;
using GanLab.Sampling;

namespace GanLab.Cli.Sampling;

/// <summary>Samples that were asked for, to be drawn piece by piece.</summary>
/// <param name="seeds">One for each sample.</param>
/// <param name="labels">One for each sample.</param>
/// <param name="generator">In evaluation mode.</param>
/// <param name="sampler">Over the generator.</param>
/// <param name="progress">Is told how much is done, in [0, 1].</param>
/// <param name="stop">Asks to stop after the piece at hand.</param>
internal sealed class SampleSeries(
    long[] seeds, long[] labels, Generator generator, Sampler sampler, IProgress<double> progress, CancellationToken stop)
{
    private const int DrawnAtOnce = 256;

    /// <summary>One for each sample.</summary>
    internal IReadOnlyList<long> Seeds => seeds;

    /// <summary>One for each sample; all 0 where the generator has no classes.</summary>
    internal IReadOnlyList<long> Labels => labels;

    /// <summary>The number of classes; 0 if the generator is unconditional.</summary>
    internal int Classes => generator.Classes;

    /// <summary>The shape of one.</summary>
    internal SampleShape Shape => generator.Shape;

    /// <summary>All of them in their order, as the generator makes them.</summary>
    /// <exception cref="OperationCanceledException">Was asked to stop.</exception>
    internal IEnumerable<SamplePiece<float>> Numbers() => Pieces((seeds, labels) => sampler.Draw(seeds, labels));

    /// <summary>The same as pixels.</summary>
    /// <exception cref="OperationCanceledException">Was asked to stop.</exception>
    internal IEnumerable<SamplePiece<byte>> Pixels() => Pieces((seeds, labels) => sampler.DrawPixels(seeds, labels));

    private IEnumerable<SamplePiece<T>> Pieces<T>(Func<long[], long[], T[]> draw)
    {
        for (var first = 0; first < seeds.Length; first += DrawnAtOnce)
        {
            stop.ThrowIfCancellationRequested();
            progress.Report((double)first / seeds.Length);
            var end = Math.Min(first + DrawnAtOnce, seeds.Length);
            yield return new SamplePiece<T>(first, end - first, draw(seeds[first..end], labels[first..end]));
        }
    }
}
