using GanLab.Losses;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Gathers the losses, scores and gradient norms of the steps between two lines of metrics.</summary>
/// <param name="loss">Decides whether scores are shown as probabilities, D(x) = σ(score), or as they are.</param>
public sealed class ScoreBoard(GanLoss loss) : IDisposable
{
    private readonly RunningMean discriminatorLoss = new();
    private readonly RunningMean generatorLoss = new();
    private readonly RunningMean realScore = new();
    private readonly RunningMean fakeScore = new();
    private readonly RunningMean discriminatorGradient = new();
    private readonly RunningMean generatorGradient = new();

    internal void AddDiscriminator(Tensor objective, Tensor realScores, Tensor fakeScores, Tensor gradientNorm)
    {
        discriminatorGradient.Add(gradientNorm);
        discriminatorLoss.Add(objective);
        realScore.Add(Shown(realScores));
        fakeScore.Add(Shown(fakeScores));
    }

    internal void AddGenerator(Tensor objective, Tensor gradientNorm)
    {
        generatorLoss.Add(objective);
        generatorGradient.Add(gradientNorm);
    }

    /// <summary>The means since the last call. Syncs with the device.</summary>
    /// <param name="step">Generator updates so far.</param>
    /// <param name="seconds">Time in training so far.</param>
    /// <param name="samplesPerSecond">Real samples per second since the last call.</param>
    public TrainingMetrics Take(long step, double seconds, double samplesPerSecond) => new()
    {
        Step = step,
        Seconds = seconds,
        SamplesPerSecond = samplesPerSecond,
        DiscriminatorLoss = discriminatorLoss.Take(),
        GeneratorLoss = generatorLoss.Take(),
        RealScore = realScore.Take(),
        FakeScore = fakeScore.Take(),
        DiscriminatorGradient = discriminatorGradient.Take(),
        GeneratorGradient = generatorGradient.Take(),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        discriminatorLoss.Dispose();
        generatorLoss.Dispose();
        realScore.Dispose();
        fakeScore.Dispose();
        discriminatorGradient.Dispose();
        generatorGradient.Dispose();
    }

    private Tensor Shown(Tensor scores)
    {
        using var recordNothing = no_grad();
        return (loss.ScoresAreLogits ? scores.sigmoid() : scores).mean();
    }
}
