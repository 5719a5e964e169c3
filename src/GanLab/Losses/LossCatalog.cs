using GanLab.Configuration;

namespace GanLab.Losses;

/// <summary>The losses that can be asked for by name.</summary>
public static class LossCatalog
{
    private const double LogTwo = 0.69314718055994531;

    /// <summary>All of them, in the order to show them.</summary>
    public static IReadOnlyList<GanLoss> All { get; } =
    [
        new(
            "non-saturating", "G maximises log D(G(z)) (Goodfellow et al. 2014, §3)",
            batch => NonSaturatingLoss.Discriminator(batch.RealScores!, batch.FakeScores),
            batch => NonSaturatingLoss.Generator(batch.FakeScores), ScoresAreLogits: true, GuessingLoss: 2 * LogTwo),
        new(
            "minimax", "the saturating original: G minimises log(1 - D(G(z))) (Goodfellow et al. 2014, eq. 1)",
            batch => MinimaxLoss.Discriminator(batch.RealScores!, batch.FakeScores),
            batch => MinimaxLoss.Generator(batch.FakeScores), ScoresAreLogits: true, GuessingLoss: 2 * LogTwo),
        new(
            "least-squares", "scores regressed to 1 and 0 (Mao et al. 2017)",
            batch => LeastSquaresLoss.Discriminator(batch.RealScores!, batch.FakeScores),
            batch => LeastSquaresLoss.Generator(batch.FakeScores), ScoresAreLogits: false, GuessingLoss: 0.25),
        new(
            "hinge", "scores pushed apart to 1 and -1 (Lim and Ye 2017; Miyato et al. 2018)",
            batch => HingeLoss.Discriminator(batch.RealScores!, batch.FakeScores),
            batch => HingeLoss.Generator(batch.FakeScores), ScoresAreLogits: false, GuessingLoss: 2),
        new(
            "wasserstein", "earth mover's distance with weight clipping (Arjovsky et al. 2017)",
            batch => WassersteinLoss.Discriminator(batch.RealScores!, batch.FakeScores),
            batch => WassersteinLoss.Generator(batch.FakeScores), ScoresAreLogits: false),
        new(
            "wgan-gp", "earth mover's distance with a gradient penalty in place of clipping (Gulrajani et al. 2017)",
            batch => WassersteinLoss.Discriminator(batch.RealScores!, batch.FakeScores),
            batch => WassersteinLoss.Generator(batch.FakeScores), ScoresAreLogits: false),
    ];

    /// <summary>The loss called <paramref name="name"/>.</summary>
    /// <exception cref="ConfigException">There is none; the message suggests the nearest.</exception>
    public static GanLoss Find(string name) => All.FirstOrDefault(loss => loss.Name == name)
        ?? throw new ConfigException(Suggestion.UnknownName("loss", name, All.Select(loss => loss.Name)));
}
