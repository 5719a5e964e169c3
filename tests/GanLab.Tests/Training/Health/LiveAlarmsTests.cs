using GanLab.Runs;
using GanLab.Tests.Support;

namespace GanLab.Tests.Training.Health;

/// <summary>Runs that are made to go wrong, and one that is not.</summary>
public sealed class LiveAlarmsTests : IDisposable
{
    private static readonly string[] Points =
    [
        "model.latentSize=2", "model.generatorWidth=32", "model.discriminatorWidth=32", "training.batchSize=64", "run.logEvery=50",
        "health.evaluateEvery=50",
    ];

    private static readonly string[] Digits = ["run.logEvery=50", "health.evaluateEvery=50"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private IReadOnlyList<string> WarnedOnPoints(params string[] settings) => Warned(["data.name=ring8", "model.name=mlp", .. Points, .. settings]);

    private IReadOnlyList<string> Warned(params string[] settings)
    {
        using var run = Some.Run([$"run.directory={folder.Path}", .. settings]);
        var into = RunFolder.Create(run.Config, 1);
        run.Train(into, [], default);
        return [.. HealthEvents.Read(into).Select(happened => happened.Name)];
    }

    [Fact]
    public void A_discriminator_that_is_far_too_strong_is_told() => Assert.Contains(
        "discriminator-wins",
        Warned([.. Digits, "training.steps=600", "generatorOptimizer.learningRate=1e-7", "discriminatorOptimizer.learningRate=0.002"]));

    [Fact]
    public void A_generator_that_is_far_too_strong_is_told() => Assert.Contains(
        "generator-wins",
        WarnedOnPoints("training.steps=600", "generatorOptimizer.learningRate=0.01", "discriminatorOptimizer.learningRate=0"));

    [Fact]
    public void A_generator_that_collapses_is_told() => Assert.Contains(
        "mode-collapse",
        WarnedOnPoints(
            "training.steps=1500", "generatorOptimizer.learningRate=0.02", "generatorOptimizer.beta1=0.9", "discriminatorOptimizer.learningRate=1e-3"));

    [Fact]
    public void Players_that_chase_each_other_are_told() => Assert.Contains(
        "oscillation",
        WarnedOnPoints(
            "training.steps=600", "run.logEvery=20", "generatorOptimizer.beta1=0.95", "discriminatorOptimizer.beta1=0.95",
            "generatorOptimizer.learningRate=3e-3", "discriminatorOptimizer.learningRate=3e-3"));

    [Fact]
    public void Samples_that_become_worse_are_told() => Assert.Contains(
        "regression",
        WarnedOnPoints(
            "training.steps=1300", "training.averageDecay=0.9", "generatorOptimizer.learningRate=5e-2", "discriminatorOptimizer.learningRate=1e-2"));

    [Fact]
    public void A_healthy_run_is_not_warned_of() => Assert.Empty(WarnedOnPoints(
        "training.steps=1200", "generatorOptimizer.learningRate=1e-3", "discriminatorOptimizer.learningRate=1e-3", "training.batchSize=128"));
}
