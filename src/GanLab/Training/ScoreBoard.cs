using GanLab.Losses;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Gathers the losses, scores and gradient norms of the steps between two lines of metrics.</summary>
/// <remarks>A part of the state: a run that stops between two lines goes on with the sums it had, so that the next line is the same.</remarks>
/// <param name="loss">Decides whether scores are shown as probabilities, D(x) = σ(score), or as they are.</param>
public sealed class ScoreBoard(GanLoss loss) : IStateful, IDisposable
{
    private readonly RunningMean discriminatorLoss = new();
    private readonly RunningMean generatorLoss = new();
    private readonly RunningMean realScore = new();
    private readonly RunningMean fakeScore = new();
    private readonly RunningMean discriminatorGradient = new();
    private readonly RunningMean generatorGradient = new();
    private readonly RunningMean gradientPenalty = new();

    /// <summary>Whether nothing was gathered since the last line of metrics.</summary>
    internal bool IsEmpty => Means().All(mean => mean.Mean.Sum is null);

    internal void AddDiscriminator(Tensor objective, Tensor realScores, Tensor fakeScores, Tensor gradientNorm, Tensor? penalty)
    {
        discriminatorGradient.Add(gradientNorm);
        discriminatorLoss.Add(objective);
        realScore.Add(Shown(realScores));
        fakeScore.Add(Shown(fakeScores));
        if (penalty is not null)
        {
            gradientPenalty.Add(penalty);
        }
    }

    internal void AddGenerator(Tensor objective, Tensor gradientNorm)
    {
        generatorLoss.Add(objective);
        generatorGradient.Add(gradientNorm);
    }

    /// <summary>The means since the last call, which start again. Waits for the device, once.</summary>
    /// <param name="step">Generator updates so far.</param>
    /// <param name="seconds">Time in training so far.</param>
    /// <param name="samplesPerSecond">Real samples per second since the last call.</param>
    public TrainingMetrics Take(long step, double seconds, double samplesPerSecond)
    {
        var metrics = Read(step, seconds, samplesPerSecond);
        Clear();
        return metrics;
    }

    /// <summary>The same, and the means go on.</summary>
    /// <param name="step">Generator updates so far.</param>
    /// <param name="seconds">Time in training so far.</param>
    /// <param name="samplesPerSecond">Real samples per second since the last call.</param>
    public TrainingMetrics Read(long step, double seconds, double samplesPerSecond)
    {
        using var scope = NewDisposeScope();
        var (sums, counts) = Gather();
        return Line(sums.cpu().data<double>().ToArray(), counts, step, seconds, samplesPerSecond);
    }

    /// <summary>The sums so far, fp64 [7] in memory of their own, NaN where nothing was gathered, and of how many numbers; waits for nothing.</summary>
    internal (Tensor Sums, long[] Counts) Gather()
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        RunningMean[] means = [.. Means().Select(entry => entry.Mean)];
        var device = means.Select(mean => mean.Sum?.device).LastOrDefault(device => device is not null) ?? CPU;
        var sums = stack(means.Select(mean => mean.Sum?.to(device) ?? full([], double.NaN, ScalarType.Float64, device)));
        return (sums.MoveToOuterDisposeScope(), [.. means.Select(mean => mean.Count)]);
    }

    /// <summary>A line of metrics of what <see cref="Gather"/> gave.</summary>
    internal static TrainingMetrics Line(double[] sums, long[] counts, long step, double seconds, double samplesPerSecond)
    {
        double[] means = [.. sums.Zip(counts, (sum, count) => sum / count)];
        return new()
        {
            Step = step,
            Seconds = seconds,
            SamplesPerSecond = samplesPerSecond,
            DiscriminatorLoss = means[0],
            GeneratorLoss = means[1],
            RealScore = means[2],
            FakeScore = means[3],
            DiscriminatorGradient = means[4],
            GeneratorGradient = means[5],
            GradientPenalty = means[6],
        };
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors() =>
        Means().Where(mean => mean.Mean.Sum is not null).Select(mean => (mean.Name, mean.Mean.Sum!));

    /// <inheritdoc/>
    public IEnumerable<(string Name, long Value)> Counters() =>
        Means().Where(mean => mean.Mean.Sum is not null).Select(mean => (mean.Name, mean.Mean.Count));

    /// <inheritdoc/>
    public void Prepare(IReadOnlySet<string> saved)
    {
        foreach (var (name, mean) in Means())
        {
            if (saved.Contains(name))
            {
                mean.Prepare();
            }
            else
            {
                mean.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void SetCounters(IReadOnlyDictionary<string, long> saved)
    {
        foreach (var (name, mean) in Means().Where(mean => mean.Mean.Sum is not null))
        {
            mean.Count = saved[name];
        }
    }

    /// <summary>The same as <see cref="Clear"/>.</summary>
    public void Dispose() => Clear();

    /// <summary>Starts again with nothing gathered.</summary>
    internal void Clear()
    {
        foreach (var (_, mean) in Means())
        {
            mean.Dispose();
        }
    }

    // In the order of Line.
    private (string Name, RunningMean Mean)[] Means() =>
    [
        ("loss/d", discriminatorLoss), ("loss/g", generatorLoss), ("score/real", realScore), ("score/fake", fakeScore),
        ("grad/d", discriminatorGradient), ("grad/g", generatorGradient), ("penalty/gradient", gradientPenalty),
    ];

    private Tensor Shown(Tensor scores)
    {
        using var recordNothing = no_grad();
        return (loss.ScoresAreLogits ? scores.sigmoid() : scores).mean();
    }
}
