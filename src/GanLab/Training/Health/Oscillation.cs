using System.Globalization;
using GanLab.Losses;

namespace GanLab.Training.Health;

/// <summary>The players chase each other round and round and get nowhere (Mescheder et al. 2018, §2; Metz et al. 2017, §3.1).</summary>
/// <remarks>
/// Looks at the last 20 values of D(G(z)), where scores are probabilities, and of diversity and distance, which move when
/// the samples change over and over. Oscillation is when one of them turns round at least six times, each time by at least
/// 0.2 for D(G(z)), where steady runs stay within 0.05, by 0.3 for diversity, and by half for distance. Lines that are
/// closer than ten steps count as one, with their mean: single batches differ by chance. Swings that are shorter than the
/// steps between two lines do not show.
/// </remarks>
/// <param name="loss">What the players minimise.</param>
public sealed class Oscillation(GanLoss loss) : IAlarm
{
    private const int Window = 20;
    private const int Turns = 6;
    private const long Apart = 10;
    private const double Probability = 0.2;
    private const double Diversity = 0.3;
    private static readonly double HalfAsMuchAgain = Math.Log(1.5);

    private readonly Queue<double> scores = new();
    private readonly Queue<double> diversities = new();
    private readonly Queue<double> distances = new();
    private readonly List<double> pending = [];
    private long lastStep;
    private bool isRaised;

    /// <inheritdoc/>
    public string Name => "oscillation";

    /// <inheritdoc/>
    public string? Look(TrainingMetrics metrics)
    {
        AddScore(metrics);
        Add(diversities, metrics.Diversity);
        Add(distances, Math.Log(metrics.Distance));
        var (what, turns) = new[]
        {
            ("D(G(z))", Swings.Count(scores, Probability)),
            ("the diversity of the samples", Swings.Count(diversities, Diversity)),
            ("the distance of the samples to the data", Swings.Count(distances, HalfAsMuchAgain)),
        }.MaxBy(swinging => swinging.Item2);
        var wasRaised = isRaised;
        isRaised = turns >= Turns || (isRaised && turns >= Turns / 2); // over only when it has clearly calmed down
        return wasRaised || !isRaised ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Training oscillates: {what} has turned round {turns} times in its last {Window} values up to step {metrics.Step:n0}. Lower both learning "
            + $"rates, set beta1 of both optimizers to 0.5 or less, or give the discriminator more updates (--k 2).");
    }

    private void AddScore(TrainingMetrics metrics)
    {
        pending.Add(metrics.FakeScore);
        if (metrics.Step - lastStep < Apart)
        {
            return;
        }

        Add(scores, loss.ScoresAreLogits ? pending.Average() : double.NaN);
        pending.Clear();
        lastStep = metrics.Step;
    }

    private static void Add(Queue<double> values, double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        values.Enqueue(value);
        if (values.Count > Window)
        {
            values.Dequeue();
        }
    }
}
