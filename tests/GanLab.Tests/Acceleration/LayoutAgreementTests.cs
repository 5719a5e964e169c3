#if TORCH_ENGINE_SYSTEM
using GanLab.Acceleration;
using GanLab.Experiment;
using GanLab.LibTorch;
using GanLab.Losses;
using GanLab.Models;
using GanLab.Optimizers;
using GanLab.Tests.Support;
using GanLab.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

/// <summary>Training with the channels innermost in memory beside training with them outermost, both by libtorch's kernels.</summary>
[Collection(nameof(Alone))]
public class LayoutAgreementTests
{
    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var device in (string[])["cpu", "cuda"])
        {
            cases.Add(device, "dcgan", "non-saturating");
            cases.Add(device, "dcgan", "wgan-gp");
            cases.Add(device, "sngan", "hinge");
        }

        return cases;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void A_hundred_steps_have_the_same_losses(string device, string model, string loss) => Compare(device, model, loss, (run, other, scores) =>
        Agreement.RequireSame(
            Agreement.Losses(run, run.Step(), scores, Layout.Optimize),
            Agreement.Losses(run, Step(run, other), scores, samples => samples)));

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void A_step_has_the_same_gradients(string device, string model, string loss) => Compare(device, model, loss, (run, other, scores) =>
        Agreement.RequireSame(
            Agreement.Gradients(run, run.Step(), run.State, scores, Layout.Optimize),
            Agreement.Gradients(run, Step(run, other), other, scores, samples => samples)));

    private static void Compare(string device, string model, string loss, Action<TrainingRun, TrainingState, ScoreBoard> compare)
    {
        Skip.If(device == "cuda" && !cuda.is_available(), "There is no CUDA device.");
        using var scope = NewDisposeScope();
        Backend.UsePackedConvolutions(false);
        try
        {
            using var run = Agreement.Run(model, loss, $"compute.device={device}", "compute.graphs=false");
            using var other = Outermost(run);
            using var scores = new ScoreBoard(LossCatalog.Find(loss));
            Assert.Contains(run.State.Discriminator.parameters(), parameter => !parameter.is_contiguous());
            Assert.All(
                other.Discriminator.parameters().Concat(other.Generator.parameters()), parameter => Assert.True(parameter.is_contiguous()));

            compare(run, other, scores);
        }
        finally
        {
            Backend.UsePackedConvolutions(true);
        }
    }

    // The networks of a run, made anew without the layout that a run gives them.
    private static TrainingState Outermost(TrainingRun run)
    {
        var (config, shape) = (run.Config, run.Dataset.Shape);
        var (generator, average) = (ModelCatalog.CreateGenerator(config.Model, shape, 0), ModelCatalog.CreateGenerator(config.Model, shape, 0));
        var discriminator = ModelCatalog.CreateDiscriminator(config.Model, shape, 0);
        foreach (var (network, original) in ((nn.Module, nn.Module)[])[
            (generator, run.State.Generator), (average, run.State.Average), (discriminator, run.State.Discriminator)])
        {
            network.to(run.Device.Device);
            network.load_state_dict(original.state_dict());
        }

        return new TrainingState(
            generator, discriminator, average, OptimizerCatalog.Create(config.GeneratorOptimizer, generator),
            OptimizerCatalog.Create(config.DiscriminatorOptimizer, discriminator));
    }

    private static GanStep Step(TrainingRun run, TrainingState state)
    {
        var (training, loss) = (run.Config.Training, run.Config.Loss);
        return new GanStep(state, LossCatalog.Find(loss.Name), training, loss.WeightClip, Some.Latents(run), run.Device, loss.GradientPenalty);
    }
}
#endif
