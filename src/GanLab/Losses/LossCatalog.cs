using GanLab.Configuration;

namespace GanLab.Losses;

/// <summary>The losses that can be asked for by name.</summary>
public static class LossCatalog
{
    private const double LogTwo = 0.69314718055994531;

    /// <summary>All of them, in the order to show them.</summary>
    public static IReadOnlyList<GanLoss> All { get; } =
    [
        GanLoss.OfTerms(
            "non-saturating", "G maximises log D(G(z)) (Goodfellow et al. 2014, §3)",
            new(NonSaturatingLoss.RealTerm, NonSaturatingLoss.FakeTerm), batch => NonSaturatingLoss.Generator(batch.FakeScores),
            scoresAreLogits: true, guessingLoss: 2 * LogTwo),
        GanLoss.OfTerms(
            "minimax", "the saturating original: G minimises log(1 - D(G(z))) (Goodfellow et al. 2014, eq. 1)",
            new(NonSaturatingLoss.RealTerm, NonSaturatingLoss.FakeTerm), batch => MinimaxLoss.Generator(batch.FakeScores),
            scoresAreLogits: true, guessingLoss: 2 * LogTwo),
        GanLoss.OfTerms(
            "least-squares", "scores regressed to 1 and 0 (Mao et al. 2017)",
            new(LeastSquaresLoss.RealTerm, LeastSquaresLoss.FakeTerm), batch => LeastSquaresLoss.Generator(batch.FakeScores),
            scoresAreLogits: false, guessingLoss: 0.25),
        GanLoss.OfTerms(
            "hinge", "scores pushed apart to 1 and -1 (Lim and Ye 2017; Miyato et al. 2018)",
            new(HingeLoss.RealTerm, HingeLoss.FakeTerm), batch => HingeLoss.Generator(batch.FakeScores),
            scoresAreLogits: false, guessingLoss: 2),
        GanLoss.OfTerms(
            "wasserstein", "earth mover's distance with weight clipping (Arjovsky et al. 2017)",
            new(WassersteinLoss.RealTerm, WassersteinLoss.FakeTerm), batch => WassersteinLoss.Generator(batch.FakeScores),
            scoresAreLogits: false),
        GanLoss.OfTerms(
            "wgan-gp", "earth mover's distance with a gradient penalty in place of clipping (Gulrajani et al. 2017)",
            new(WassersteinLoss.RealTerm, WassersteinLoss.FakeTerm), batch => WassersteinLoss.Generator(batch.FakeScores),
            scoresAreLogits: false),
    ];

    /// <summary>The loss called <paramref name="name"/>.</summary>
    /// <exception cref="ConfigException">There is none; the message suggests the nearest.</exception>
    public static GanLoss Find(string name) => All.FirstOrDefault(loss => loss.Name == name)
        ?? throw new ConfigException(Suggestion.UnknownName("loss", name, All.Select(loss => loss.Name)));
}
