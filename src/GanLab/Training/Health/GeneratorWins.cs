using System.Globalization;
using GanLab.Losses;

namespace GanLab.Training.Health;

/// <summary>The discriminator is misled: it ranks generated samples above real ones, so what it teaches is wrong.</summary>
/// <remarks>
/// That both get 0.5 is no fault but the equilibrium (Goodfellow et al. 2014, §4.1). A discriminator is misled if it costs
/// it a fifth more than guessing would, or, where guessing has no price, if its mean scores stand the wrong way round by
/// more than a tenth of their size.
/// </remarks>
/// <param name="loss">What the players minimise.</param>
public sealed class GeneratorWins(GanLoss loss) : IAlarm
{
    private const double WorseThanGuessing = 1.2;
    private const double WrongWayRound = 0.1;
    private const int Lines = 5;
    private const long Steps = 500;

    private readonly Stretch misled = new(Lines, Steps);

    /// <inheritdoc/>
    public string Name => "generator-wins";

    /// <inheritdoc/>
    public string? Look(TrainingMetrics metrics)
    {
        var (real, fake) = (metrics.RealScore, metrics.FakeScore);
        var isMisled = loss.GuessingLoss is { } guessing
            ? metrics.DiscriminatorLoss > WorseThanGuessing * guessing
            : fake - real > WrongWayRound * Math.Max(Math.Abs(real), Math.Abs(fake));
        return !misled.Lasts(metrics.Step, isMisled) ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The generator is winning: since step {misled.FirstStep:n0} the discriminator does worse than guessing, with {real:g3} for real samples and "
            + $"{fake:g3} for generated ones, so what it teaches is wrong. Raise discriminatorOptimizer.learningRate, lower "
            + $"generatorOptimizer.learningRate, or give the discriminator more updates (--k 2).");
    }
}
