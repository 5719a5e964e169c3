#if TORCH_ENGINE_SYSTEM
using GanLab.Acceleration;
using GanLab.Experiment;
using GanLab.LibTorch;
using GanLab.Losses;
using GanLab.Models;
using GanLab.Optimizers;
using GanLab.Randomness;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

/// <summary>Training with the engine's own kernels beside training with libtorch's, from the same start.</summary>
[Collection(nameof(Alone))]
public class KernelAgreementTests
{
    private const int Steps = 100;

    // With the usual epsilon Adam turns rounding errors of vanishing gradients into whole steps, on either side.
    private static readonly string[] Settings =
        ["generatorOptimizer.epsilon=1e-4", "discriminatorOptimizer.epsilon=1e-4", "data.size=16"];

    private static readonly string[] Widths = ["model.generatorWidth=64", "model.discriminatorWidth=64"];

    // Rounding drives wide networks apart sooner, so they learn more slowly.
    private static readonly string[] Wide =
    [
        .. Widths,
        "generatorOptimizer.learningRate=1e-6", "discriminatorOptimizer.learningRate=1e-6",
    ];

    [SkippableTheory]
    [InlineData("dcgan", "non-saturating")]
    [InlineData("dcgan", "non-saturating", true)] // wide enough for Winograd's algorithm
    [InlineData("mlp", "non-saturating")]
    [InlineData("dcgan", "wgan-gp")]
    [InlineData("sngan", "hinge")]
    [InlineData("sngan", "hinge", true)]
    public void A_hundred_steps_have_the_same_losses(string model, string loss, bool wide = false)
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        RequireAgreement(Losses(model, loss, wide, own: true), Losses(model, loss, wide, own: false));
    }

    [SkippableTheory]
    [InlineData("dcgan", "non-saturating")]
    [InlineData("dcgan", "wgan-gp")]
    [InlineData("sngan", "hinge")]
    [InlineData("mlp", "non-saturating")]
    public void A_step_has_the_same_gradients(string model, string loss)
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        using var scope = NewDisposeScope();
        var (own, libtorchs) = (Gradients(model, loss, own: true), Gradients(model, loss, own: false));
        static float Norm(Tensor tensor) => tensor.norm().item<float>();

        // A bias before batch normalisation has no gradient but rounding.
        var least = 1e-3f * libtorchs.Max(Norm);
        Assert.True(libtorchs.Count(gradient => Norm(gradient) > least) > libtorchs.Length / 2);
        Assert.All(
            own.Zip(libtorchs),
            pair => Assert.InRange(Norm(pair.First - pair.Second) / Math.Max(least, Norm(pair.Second)), 0, 1e-4));
    }

    [SkippableTheory]
    [InlineData("dcgan", "non-saturating")]
    [InlineData("dcgan", "wgan-gp")]
    [InlineData("sngan", "hinge")]
    public void A_hundred_steps_with_channels_innermost_or_outermost_have_the_same_losses(string model, string loss)
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: false), "needs AVX-512");
        RequireAgreement(Losses(model, loss, wide: false, own: true), After(model, loss, [], own: false, LossesWithChannelsOutermost));
    }

    // Those of the discriminator's parameters, then those of the generator's.
    private static Tensor[] Gradients(string model, string loss, bool own) => After(model, loss, Widths, own, (run, scores) =>
    {
        run.Step().Run(Some.Reals(run), scores);
        return run.State.Discriminator.parameters().Concat(run.State.Generator.parameters())
            .Select(parameter => parameter.grad!.clone()).ToArray();
    });

    private static void RequireAgreement((double D, double G)[] some, (double D, double G)[] others)
    {
        Assert.Equal(Steps, some.Length);
        Assert.All(some.Zip(others), pair => Assert.InRange(
            Math.Abs(pair.First.D - pair.Second.D) + Math.Abs(pair.First.G - pair.Second.G),
            0, 1e-5 * (Math.Abs(pair.Second.D) + Math.Abs(pair.Second.G))));
    }

    private static (double D, double G)[] Losses(string model, string loss, bool wide, bool own) =>
        After(model, loss, wide ? Wide : [], own, (run, scores) =>
        {
            var next = Some.Reals(run);
            return Losses(run.Step(), () => Optimized(next()), scores);
        });

    private static RealBatch Optimized(RealBatch real) => new(Layout.Optimize(real.Samples), real.Labels);

    // Of the same networks, made anew without the layout that a run gives them.
    private static (double D, double G)[] LossesWithChannelsOutermost(TrainingRun run, ScoreBoard scores)
    {
        var config = run.Config;
        var (generator, average) = (Generator(run), Generator(run));
        var discriminator = ModelCatalog.CreateDiscriminator(config.Model, run.Dataset.Shape, 0);
        discriminator.load_state_dict(run.State.Discriminator.state_dict());
        using var state = new TrainingState(
            generator, discriminator, average, OptimizerCatalog.Create(config.GeneratorOptimizer, generator),
            OptimizerCatalog.Create(config.DiscriminatorOptimizer, discriminator));
        Assert.Contains(run.State.Discriminator.parameters(), parameter => !parameter.is_contiguous());
        Assert.All(discriminator.parameters().Concat(generator.parameters()), parameter => Assert.True(parameter.is_contiguous()));

        var latents = new LatentSource(
            new RandomSource(config.Training.Seed), generator.LatentSize, 0, config.Training.BatchSize, run.Device);
        var step = new GanStep(
            state, LossCatalog.Find(config.Loss.Name), config.Training, config.Loss.WeightClip, latents, run.Device,
            config.Loss.GradientPenalty);
        return Losses(step, Some.Reals(run), scores);
    }

    private static GanLab.Modules.Generator Generator(TrainingRun run)
    {
        var generator = ModelCatalog.CreateGenerator(run.Config.Model, run.Dataset.Shape, 0);
        generator.load_state_dict(run.State.Generator.state_dict());
        return generator;
    }

    private static (double D, double G)[] Losses(GanStep step, Func<RealBatch> next, ScoreBoard scores)
    {
        using var scope = NewDisposeScope();
        return Enumerable.Range(0, Steps).Select(i =>
        {
            step.Run(next, scores);
            var metrics = scores.Take(i, 0, 0);
            return (metrics.DiscriminatorLoss, metrics.GeneratorLoss);
        }).ToArray();
    }

    // What a run gives with the engine's own kernels or with libtorch's.
    private static T After<T>(string model, string loss, string[] settings, bool own, Func<TrainingRun, ScoreBoard, T> work)
    {
        Backend.UsePackedConvolutions(own);
        try
        {
            using var run = Some.Run([$"model.name={model}", $"loss.name={loss}", .. Penalty(loss), .. settings, .. Settings]);
            using var scores = new ScoreBoard(LossCatalog.Find(loss));
            return work(run, scores);
        }
        finally
        {
            Backend.UsePackedConvolutions(true);
        }
    }

    private static string[] Penalty(string loss) =>
        loss == "wgan-gp" ? ["loss.gradientPenalty=10", "model.discriminatorNormalization=none"] : [];
}
#endif
