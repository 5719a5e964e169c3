namespace GanLab.Configuration;

/// <summary>Everything that makes a run what it is: equal configurations give equal runs.</summary>
public sealed record ExperimentConfig
{
    /// <summary>What to learn from.</summary>
    public DataConfig Data { get; init; } = new();

    /// <summary>The two networks.</summary>
    public ModelConfig Model { get; init; } = new();

    /// <summary>What the players minimise.</summary>
    public LossConfig Loss { get; init; } = new();

    /// <summary>How the generator's weights follow their gradients.</summary>
    public OptimizerConfig GeneratorOptimizer { get; init; } = new();

    /// <summary>How the discriminator's weights follow their gradients.</summary>
    public OptimizerConfig DiscriminatorOptimizer { get; init; } = new();

    /// <summary>How the two players are trained.</summary>
    public TrainingConfig Training { get; init; } = new();

    /// <summary>How the run watches itself, and what it does when it diverges.</summary>
    public HealthConfig Health { get; init; } = new();

    /// <summary>Where and in which number format to compute.</summary>
    public ComputeConfig Compute { get; init; } = new();

    /// <summary>What the run writes, where and how often.</summary>
    public RunConfig Run { get; init; } = new();
}
