using GanLab.Experiment;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Support;

/// <summary>Two ways to compute the same training: settings for both, what to hold beside each other, and how near it must be.</summary>
internal static class Agreement
{
    private const int Steps = 100;

    /// <summary>For networks wide enough for every kernel.</summary>
    public static IReadOnlyList<string> Widths { get; } = ["model.generatorWidth=64", "model.discriminatorWidth=64"];

    /// <summary>The same where a hundred steps follow: rounding drives wide networks apart sooner, so they learn more slowly.</summary>
    public static IReadOnlyList<string> Wide { get; } =
        [.. Widths, "generatorOptimizer.learningRate=1e-6", "discriminatorOptimizer.learningRate=1e-6"];

    /// <summary>The run of a model and a loss.</summary>
    public static TrainingRun Run(string model, string loss, params IReadOnlyList<string> settings) => Some.Run(
    [
        $"model.name={model}", $"loss.name={loss}", "data.size=16",
        .. loss == "wgan-gp" ? (string[])["loss.gradientPenalty=10", "model.discriminatorNormalization=none"] : [],
        // With the usual epsilon Adam turns rounding errors of vanishing gradients into whole steps, on either side.
        "generatorOptimizer.epsilon=1e-4", "discriminatorOptimizer.epsilon=1e-4", .. settings,
    ]);

    /// <summary>The losses of a hundred steps.</summary>
    public static (double D, double G)[] Losses(TrainingRun run, GanStep step, ScoreBoard scores, Func<Tensor, Tensor> layOut)
    {
        using var scope = NewDisposeScope();
        var next = Reals(run, layOut);
        return Enumerable.Range(0, Steps).Select(i =>
        {
            step.Run(next, scores);
            var metrics = scores.Take(i, 0, 0);
            return (metrics.DiscriminatorLoss, metrics.GeneratorLoss);
        }).ToArray();
    }

    /// <summary>The gradients of one step: those of the discriminator's parameters, then those of the generator's.</summary>
    public static Tensor[] Gradients(TrainingRun run, GanStep step, TrainingState state, ScoreBoard scores, Func<Tensor, Tensor> layOut)
    {
        step.Run(Reals(run, layOut), scores);
        return [.. state.Discriminator.parameters().Concat(state.Generator.parameters()).Select(parameter => parameter.grad!.clone())];
    }

    /// <summary>To 1e-5 in every step.</summary>
    public static void RequireSame((double D, double G)[] some, (double D, double G)[] others)
    {
        Assert.Equal(Steps, some.Length);
        Assert.All(some.Zip(others), pair => Assert.InRange(
            Math.Abs(pair.First.D - pair.Second.D) + Math.Abs(pair.First.G - pair.Second.G),
            0, 1e-5 * (Math.Abs(pair.Second.D) + Math.Abs(pair.Second.G))));
    }

    /// <summary>To 1e-4 of each gradient.</summary>
    public static void RequireSame(Tensor[] some, Tensor[] others)
    {
        static float Norm(Tensor tensor) => tensor.norm().item<float>();

        // A bias before batch normalisation has no gradient but rounding.
        var least = 1e-3f * others.Max(Norm);
        Assert.True(others.Count(gradient => Norm(gradient) > least) > others.Length / 2);
        Assert.All(
            some.Zip(others),
            pair => Assert.InRange(Norm(pair.First - pair.Second) / Math.Max(least, Norm(pair.Second)), 0, 1e-4));
    }

    private static Func<RealBatch> Reals(TrainingRun run, Func<Tensor, Tensor> layOut)
    {
        var next = Some.Reals(run);
        return () =>
        {
            var real = next();
            return real with { Samples = layOut(run.Device.Send(real.Samples)) };
        };
    }
}
