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
        Dispose();
        return metrics;
    }

    /// <summary>The same, and the means go on.</summary>
    /// <param name="step">Generator updates so far.</param>
    /// <param name="seconds">Time in training so far.</param>
    /// <param name="samplesPerSecond">Real samples per second since the last call.</param>
    public TrainingMetrics Read(long step, double seconds, double samplesPerSecond)
    {
        var means = RunningMean.Read(Means().Select(entry => entry.Mean));
        return new()
        {
            Step = step,
            Seconds = seconds,
            SamplesPerSecond = samplesPerSecond,
            DiscriminatorLoss = means[discriminatorLoss],
            GeneratorLoss = means[generatorLoss],
            RealScore = means[realScore],
            FakeScore = means[fakeScore],
            DiscriminatorGradient = means[discriminatorGradient],
            GeneratorGradient = means[generatorGradient],
            GradientPenalty = means[gradientPenalty],
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

    /// <summary>Forgets what was gathered.</summary>
    public void Dispose()
    {
        foreach (var (_, mean) in Means())
        {
            mean.Dispose();
        }
    }

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
