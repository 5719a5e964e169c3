using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Randomness;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>Five steps beside <see cref="PlainGan"/>, from the same weights, samples and latents.</summary>
public class PlainReferenceTests
{
    private const int Steps = 5;

    // With the usual epsilon Adam turns rounding errors of vanishing gradients into whole steps, on either side.
    private const double Epsilon = 1e-4;

    private static readonly string[] Adam = ["generatorOptimizer.epsilon=1e-4", "discriminatorOptimizer.epsilon=1e-4"];

    private static optim.Optimizer PlainAdam(IEnumerable<TorchSharp.Modules.Parameter> parameters, double learningRate) =>
        optim.Adam(parameters, learningRate, beta1: 0.5, beta2: 0.999, eps: Epsilon);

    private static Tensor[] Reals(TrainingRun run, int count)
    {
        var reals = Some.Reals(run);
        return [.. Enumerable.Range(0, count).Select(_ => reals().Samples)];
    }

    private static Tensor Latents(TrainingRun run, string player, long index) => new LatentSource(
        new RandomSource(run.Config.Training.Seed), 6, 0, run.Config.Training.BatchSize, run.Device).Draw(player, index).Latents;

    private static void TakeSteps(TrainingRun run, Tensor[] reals)
    {
        using var scores = new ScoreBoard(LossCatalog.Find("non-saturating"));
        var (step, next) = (run.Step(), 0);
        for (var i = 0; i < Steps; i++)
        {
            step.Run(() => new RealBatch(reals[next++], null), scores);
        }
    }

    [Theory]
    [InlineData("dcgan", 1)]
    [InlineData("dcgan", 2)]
    [InlineData("mlp", 1)]
    [InlineData("mlp", 3)]
    public void Discriminator_first_with_fresh_fakes_is_Algorithm_1(string model, int k)
    {
        using var scope = NewDisposeScope();
        using var run = Run(model, [$"training.discriminatorSteps={k}", .. Adam]);
        using var plain = Plain(model, run, PlainAdam);
        var reals = Reals(run, Steps * k);

        TakeSteps(run, reals);
        for (var step = 0; step < Steps; step++)
        {
            for (var i = step * k; i < (step + 1) * k; i++)
            {
                plain.UpdateDiscriminator(reals[i], plain.Generate(Latents(run, "discriminator", i)));
            }

            plain.UpdateGenerator(plain.Generate(Latents(run, "generator", step)));
        }

        Assert.Equal(0, plain.DistanceTo(run), 1e-6);
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    public void Discriminator_first_with_shared_fakes_is_the_step_of_pytorch_examples(string model)
    {
        using var scope = NewDisposeScope();
        using var run = Run(model, ["training.shareFakes=true", .. Adam]);
        using var plain = Plain(model, run, PlainAdam);
        var reals = Reals(run, Steps);

        TakeSteps(run, reals);
        for (var step = 0; step < Steps; step++)
        {
            var fakes = plain.Generate(Latents(run, "generator", step));
            plain.UpdateDiscriminator(reals[step], fakes);
            plain.UpdateGenerator(fakes);
        }

        Assert.Equal(0, plain.DistanceTo(run), 1e-6);
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    public void Generator_first_with_fresh_fakes_shows_the_discriminator_those_of_the_new_generator(string model)
    {
        using var scope = NewDisposeScope();
        using var run = Run(model, ["training.order=generator-first", .. Adam]);
        using var plain = Plain(model, run, PlainAdam);
        var reals = Reals(run, Steps);

        TakeSteps(run, reals);
        for (var step = 0; step < Steps; step++)
        {
            plain.UpdateGenerator(plain.Generate(Latents(run, "generator", step)));
            plain.UpdateDiscriminator(reals[step], plain.Generate(Latents(run, "discriminator", step)));
        }

        Assert.Equal(0, plain.DistanceTo(run), 1e-6);
    }

    /// <summary>
    /// A common recipe trains the generator first, shows the discriminator the same samples, and halves its loss: (real + fake) / 2.
    /// Under SGD that is our loss at half the learning rate.
    /// </summary>
    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    public void Generator_first_with_shared_fakes_is_the_recipe_with_half_the_loss_but_for_the_factor(string model)
    {
        using var scope = NewDisposeScope();
        using var run = Run(
            model,
            [
                "training.order=generator-first", "training.shareFakes=true", "generatorOptimizer.name=sgd", "discriminatorOptimizer.name=sgd",
                "generatorOptimizer.learningRate=0.02", "discriminatorOptimizer.learningRate=0.01",
            ]);
        using var plain = Plain(model, run, (parameters, _) => optim.SGD(parameters, 0.02));
        var reals = Reals(run, Steps);

        TakeSteps(run, reals);
        for (var step = 0; step < Steps; step++)
        {
            var fakes = plain.Generate(Latents(run, "generator", step));
            plain.UpdateGenerator(fakes);
            plain.UpdateDiscriminator(reals[step], fakes, factor: 0.5);
        }

        Assert.Equal(0, plain.DistanceTo(run), 1e-6);
    }

    [Fact]
    public void The_comparison_notices_another_order()
    {
        using var scope = NewDisposeScope();
        using var run = Run("mlp", Adam);
        using var plain = Plain("mlp", run, PlainAdam);
        var reals = Reals(run, Steps);

        TakeSteps(run, reals);
        for (var step = 0; step < Steps; step++)
        {
            plain.UpdateGenerator(plain.Generate(Latents(run, "generator", step)));
            plain.UpdateDiscriminator(reals[step], plain.Generate(Latents(run, "discriminator", step)));
        }

        Assert.True(plain.DistanceTo(run) > 1e-5);
    }

    private static TrainingRun Run(string model, string[] settings) =>
        model == "mlp" ? Some.QuickRun(settings) : Some.Run(settings);

    private static PlainGan Plain(string model, TrainingRun run, PlainGan.MakeOptimizer optimizer) =>
        model == "mlp" ? PlainGan.Mlp(run, optimizer) : PlainGan.Dcgan(run, optimizer);
}
