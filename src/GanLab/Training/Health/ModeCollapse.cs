using System.Globalization;

namespace GanLab.Training.Health;

/// <summary>The generator draws much the same whatever it is asked (Goodfellow 2016, §5.1.1).</summary>
/// <remarks>
/// Measured by <see cref="TrainingMetrics.Diversity"/>: it was above 0.5 and has fallen below 0.4 and below half of its
/// own best, or it has not reached 0.3 after 1,000 steps, when any generator has left its grey beginnings. The first 500 do not
/// count: samples of an untrained generator differ by chance, and the first modes are found one by one. It cannot see that
/// some modes are missing while others far apart are there; <see cref="TrainingMetrics.Distance"/> can.
/// </remarks>
public sealed class ModeCollapse : IAlarm
{
    private const double Diverse = 0.5;
    private const double FarBelowTheData = 0.4;
    private const double FarBelowItsBest = 0.5;
    private const double NeverDiverse = 0.3;
    private const long Beginnings = 500;
    private const long GreyBeginnings = 1000;
    private const int Lines = 3;
    private const long Steps = 100;

    private readonly Stretch collapsed = new(Lines, Steps);
    private (double Value, long Step) best = (double.NegativeInfinity, 0);

    /// <inheritdoc/>
    public string Name => "mode-collapse";

    /// <inheritdoc/>
    public string? Look(TrainingMetrics metrics)
    {
        var (step, now) = (metrics.Step, metrics.Diversity);
        if (!double.IsFinite(now) || step < Beginnings)
        {
            return null;
        }

        best = now > best.Value ? (now, step) : best;
        var hasFallen = best.Value > Diverse && now < FarBelowTheData && now < FarBelowItsBest * best.Value;
        var neverRose = now < NeverDiverse && step >= GreyBeginnings;
        return !collapsed.Lasts(step, hasFallen || neverRose) ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Mode collapse: the samples are only {now:p0} as different from each other as the data are{Before(hasFallen)}; look at the newest picture in "
            + $"samples/. Go back to an earlier checkpoint, and try another --seed, a larger --batch, more discriminator updates (--k 2) or a lower "
            + $"generatorOptimizer.learningRate.");
    }

    private string Before(bool hasFallen) => hasFallen
        ? string.Create(CultureInfo.InvariantCulture, $" (they were {best.Value:p0} at step {best.Step:n0})")
        : "";
}
