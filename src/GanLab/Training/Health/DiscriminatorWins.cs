using System.Globalization;
using GanLab.Losses;

namespace GanLab.Training.Health;

/// <summary>The discriminator tells real from generated so surely that the generator has nothing left to follow (Goodfellow et al. 2014, §3; Arjovsky and Bottou 2017).</summary>
/// <remarks>
/// Two signs, either of which must last. It is hardly ever wrong: its loss is below a twentieth of what guessing costs, or,
/// where scores are probabilities, the generator's loss is above 10, which is D(G(z)) below 0.00005. Or it is ahead and the
/// norm of the generator's gradient has fallen below a hundredth of what it was at first; by that alone are Wasserstein
/// critics judged, whose being ahead is no fault.
/// </remarks>
/// <param name="loss">What the players minimise.</param>
public sealed class DiscriminatorWins(GanLoss loss) : IAlarm
{
    private const double Perfect = 0.05; // of the loss of a discriminator that guesses
    private const double NoChance = 10; // of the generator's loss, -log D(G(z))
    private const double Vanished = 0.01; // of the generator's early gradient
    private const double FarAhead = 0.5; // in probability; at equilibrium the gradient vanishes too
    private const int EarlyLines = 5;
    private const int Lines = 5;
    private const long Steps = 500;

    private readonly EarlyMedian early = new(EarlyLines);
    private readonly Stretch perfect = new(Lines, Steps);
    private readonly Stretch vanished = new(Lines, Steps);

    /// <inheritdoc/>
    public string Name => "discriminator-wins";

    /// <inheritdoc/>
    public string? Look(TrainingMetrics metrics)
    {
        early.Add(metrics.GeneratorGradient);
        var isAhead = metrics.RealScore - metrics.FakeScore > (loss.ScoresAreLogits ? FarAhead : 0);
        var isPerfect = perfect.Lasts(
            metrics.Step,
            isAhead && ((loss.GuessingLoss is { } guessing && metrics.DiscriminatorLoss < Perfect * guessing)
                || (loss.ScoresAreLogits && metrics.GeneratorLoss > NoChance)));
        var hasVanished = vanished.Lasts(metrics.Step, metrics.GeneratorGradient < Vanished * early.Value && isAhead);
        if (!isPerfect && !hasVanished)
        {
            return null;
        }

        var since = isPerfect ? perfect.FirstStep : vanished.FirstStep;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The discriminator is winning: since step {since:n0} it gives real samples {metrics.RealScore:g3} and generated ones {metrics.FakeScore:g3}, ")
            + (hasVanished
                ? string.Create(CultureInfo.InvariantCulture, $"and the generator's gradient has fallen from {early.Value:g3} to {metrics.GeneratorGradient:g3}. ")
                : "so the generator learns little from it. ")
            + "Lower discriminatorOptimizer.learningRate or model.discriminatorWidth, or try --loss least-squares.";
    }
}
