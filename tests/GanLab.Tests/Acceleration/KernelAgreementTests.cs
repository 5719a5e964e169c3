#if TORCH_ENGINE_SYSTEM
using GanLab.Experiment;
using GanLab.LibTorch;
using GanLab.Losses;
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
        var own = Losses(model, loss, wide, own: true);
        var libtorchs = Losses(model, loss, wide, own: false);

        Assert.Equal(Steps, own.Length);
        Assert.All(own.Zip(libtorchs), pair => Assert.InRange(
            Math.Abs(pair.First.D - pair.Second.D) + Math.Abs(pair.First.G - pair.Second.G),
            0, 1e-5 * (Math.Abs(pair.Second.D) + Math.Abs(pair.Second.G))));
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

    // Those of the discriminator's parameters, then those of the generator's.
    private static Tensor[] Gradients(string model, string loss, bool own) => After(model, loss, Widths, own, (run, scores) =>
    {
        run.Step().Run(Some.Reals(run), scores);
        return run.State.Discriminator.parameters().Concat(run.State.Generator.parameters())
            .Select(parameter => parameter.grad!.clone()).ToArray();
    });

    private static (double D, double G)[] Losses(string model, string loss, bool wide, bool own)
    {
        using var scope = NewDisposeScope();
        return After(model, loss, wide ? Wide : [], own, (run, scores) =>
        {
            var (step, next) = (run.Step(), Some.Reals(run));
            return Enumerable.Range(0, Steps).Select(i =>
            {
                step.Run(next, scores);
                var metrics = scores.Take(i, 0, 0);
                return (metrics.DiscriminatorLoss, metrics.GeneratorLoss);
            }).ToArray();
        });
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
