namespace GanLab.Training;

/// <summary>One line of metrics: means over the steps since the line before.</summary>
public sealed record TrainingMetrics
{
    /// <summary>Generator updates so far.</summary>
    public required long Step { get; init; }

    /// <summary>Seconds in training so far, this process only.</summary>
    public required double Seconds { get; init; }

    /// <summary>Real samples that the discriminator saw per second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>What the discriminator minimises, without penalties.</summary>
    public required double DiscriminatorLoss { get; init; }

    /// <summary>What the generator minimises.</summary>
    public required double GeneratorLoss { get; init; }

    /// <summary>D(x): mean probability of being real that real samples get, or their mean score where scores are no logits.</summary>
    public required double RealScore { get; init; }

    /// <summary>D(G(z)): the same for generated samples, in the discriminator's step.</summary>
    public required double FakeScore { get; init; }

    /// <summary>Mean L2 norm of the whole gradient of the discriminator's updates.</summary>
    public double DiscriminatorGradient { get; init; } = double.NaN;

    /// <summary>The same for the generator's.</summary>
    public double GeneratorGradient { get; init; } = double.NaN;

    /// <summary>Mean gradient penalty, without its weight; NaN where there is none.</summary>
    public double GradientPenalty { get; init; } = double.NaN;

    /// <summary>Mean distance between two samples of a fixed batch, relative to that of real ones; see <see cref="Evaluation.FixedBatch"/>. NaN where it was not measured.</summary>
    public double Diversity { get; init; } = double.NaN;

    /// <summary>Sliced Wasserstein distance between that batch and real samples; lower is better. NaN where it was not measured.</summary>
    public double Distance { get; init; } = double.NaN;

    /// <summary>The names of the metrics that are saved with a checkpoint: those of <see cref="Reproducible"/>.</summary>
    public static IReadOnlyList<string> SavedNames { get; } =
    [
        .. new TrainingMetrics
        {
            Step = 0,
            Seconds = 0,
            SamplesPerSecond = 0,
            DiscriminatorLoss = 0,
            GeneratorLoss = 0,
            RealScore = 0,
            FakeScore = 0,
        }.Reproducible().Keys,
    ];

    /// <summary>Whether every loss and score is a number.</summary>
    public bool IsFinite =>
        double.IsFinite(DiscriminatorLoss) && double.IsFinite(GeneratorLoss) && double.IsFinite(RealScore) && double.IsFinite(FakeScore);

    /// <summary>The metrics under the names that console, metrics.jsonl and metrics.csv share.</summary>
    public IReadOnlyList<(string Name, double Value)> Named() =>
    [
        ("loss/d", DiscriminatorLoss),
        ("loss/g", GeneratorLoss),
        ("score/real", RealScore),
        ("score/fake", FakeScore),
        ("grad/d", DiscriminatorGradient),
        ("grad/g", GeneratorGradient),
        ("penalty/gradient", GradientPenalty),
        ("diversity/fixed", Diversity),
        ("distance/swd", Distance),
        ("samples/s", SamplesPerSecond),
        ("seconds", Seconds),
    ];

    /// <summary>Those that follow from the run alone, by name: without what depends on how fast the machine is.</summary>
    public IReadOnlyDictionary<string, double> Reproducible() =>
        Named().Where(metric => metric.Name is not ("samples/s" or "seconds")).ToDictionary(metric => metric.Name, metric => metric.Value);
}
