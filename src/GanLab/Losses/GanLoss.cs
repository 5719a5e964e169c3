using static TorchSharp.torch;

namespace GanLab.Losses;

/// <summary>A pair of objectives for the two players, by name.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">One line for people.</param>
/// <param name="Discriminator">What the discriminator minimises; real and fake scores are there.</param>
/// <param name="Generator">What the generator minimises; see <see cref="NeedsRealsForGenerator"/>.</param>
/// <param name="ScoresAreLogits">Whether σ(score) is the probability of being real.</param>
/// <param name="GuessingLoss">
/// The discriminator's loss at equilibrium, where it can only guess, if the loss is 0 for one that is never wrong; null
/// where a perfect one has no bound. Alarms compare with it.
/// </param>
/// <param name="NeedsRealsForGenerator">
/// Whether the generator's objective compares with real scores; without it <see cref="ScoredBatch.RealScores"/> is null there.
/// </param>
public sealed record GanLoss(
    string Name,
    string Summary,
    Func<ScoredBatch, Tensor> Discriminator,
    Func<ScoredBatch, Tensor> Generator,
    bool ScoresAreLogits,
    double? GuessingLoss = null,
    bool NeedsRealsForGenerator = false)
{
    /// <summary>What the discriminator minimises; real and fake scores are there.</summary>
    public Func<ScoredBatch, Tensor> Discriminator
    {
        get;
        init => (field, Terms) = (value, null);
    }
    = Discriminator;

    /// <summary>What <see cref="Discriminator"/> is the sum of; null where it needs real and fake scores at once, as any that was given itself is taken to.</summary>
    public ScoreTerms? Terms { get; private init; }

    /// <summary>A loss whose discriminator's objective is a sum of terms, which takes less memory to learn from.</summary>
    /// <param name="name">As on the command line.</param>
    /// <param name="summary">One line for people.</param>
    /// <param name="terms">What the discriminator minimises the sum of.</param>
    /// <param name="generator">What the generator minimises.</param>
    /// <param name="scoresAreLogits">Whether σ(score) is the probability of being real.</param>
    /// <param name="guessingLoss">See <see cref="GuessingLoss"/>.</param>
    /// <param name="needsRealsForGenerator">Whether the generator's objective compares with real scores.</param>
    public static GanLoss OfTerms(
        string name, string summary, ScoreTerms terms, Func<ScoredBatch, Tensor> generator, bool scoresAreLogits,
        double? guessingLoss = null, bool needsRealsForGenerator = false) =>
        new(
            name, summary, batch => terms.Real(batch.RealScores!) + terms.Fake(batch.FakeScores), generator, scoresAreLogits, guessingLoss,
            needsRealsForGenerator)
        {
            Terms = terms,
        };
}
