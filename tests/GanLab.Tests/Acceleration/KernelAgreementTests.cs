#if TORCH_ENGINE_SYSTEM
using GanLab.Acceleration;
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
        (double, double)[] Losses(bool own) => With(own, model, loss, wide ? Agreement.Wide : [], (run, scores) =>
            Agreement.Losses(run, run.Step(), scores, Layout.Optimize));

        Agreement.RequireSame(Losses(own: true), Losses(own: false));
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
        Tensor[] Gradients(bool own) => With(own, model, loss, Agreement.Widths, (run, scores) =>
            Agreement.Gradients(run, run.Step(), run.State, scores, Layout.Optimize));

        Agreement.RequireSame(Gradients(own: true), Gradients(own: false));
    }

    // What a run gives with the engine's own kernels or with libtorch's.
    private static T With<T>(bool own, string model, string loss, IReadOnlyList<string> settings, Func<TrainingRun, ScoreBoard, T> work)
    {
        Backend.UsePackedConvolutions(own);
        try
        {
            using var run = Agreement.Run(model, loss, settings);
            using var scores = new ScoreBoard(LossCatalog.Find(loss));
            return work(run, scores);
        }
        finally
        {
            Backend.UsePackedConvolutions(true);
        }
    }
}
#endif
