using GanLab.Cli.Benchmark;
using GanLab.Configuration;

namespace GanLab.Cli.Tests.Benchmark;

public sealed class BenchRecipeTests
{
    [Fact]
    public void By_default_it_is_the_step_of_the_example_of_PyTorch()
    {
        var config = BenchRecipe.Resolve([], []);

        Assert.Equal(("dcgan", 64, 64), (config.Model.Name, config.Model.GeneratorWidth, config.Model.DiscriminatorWidth));
        Assert.Equal((64, 3), (config.Data.Size, config.Data.Channels));
        Assert.Equal((64, 1, true, 0), (config.Training.BatchSize, config.Training.DiscriminatorSteps, config.Training.ShareFakes, config.Training.AverageDecay));
        Assert.Equal((2e-4, 0.5), (config.GeneratorOptimizer.LearningRate, config.DiscriminatorOptimizer.Beta1));
    }

    [Theory]
    [InlineData("mlp", "non-saturating", 28, 1, 1, true)]
    [InlineData("sngan", "hinge", 32, 3, 5, false)]
    public void Each_model_has_its_own_size_loss_and_k(string model, string loss, int size, int channels, int k, bool sharesFakes)
    {
        var config = BenchRecipe.Resolve([new("model.name", model)], []);

        Assert.Equal((loss, size, channels), (config.Loss.Name, config.Data.Size, config.Data.Channels));
        Assert.Equal((k, sharesFakes), (config.Training.DiscriminatorSteps, config.Training.ShareFakes));
    }

    [Fact]
    public void A_gradient_penalty_brings_what_its_paper_has()
    {
        var config = BenchRecipe.Resolve([new("loss.name", "wgan-gp")], []);

        Assert.Equal((10, 5, false), (config.Loss.GradientPenalty, config.Training.DiscriminatorSteps, config.Training.ShareFakes));
        Assert.Equal(DiscriminatorNormalization.None, config.Model.DiscriminatorNormalization);
    }

    [Fact]
    public void What_is_asked_for_comes_before_all_that()
    {
        var config = BenchRecipe.Resolve(
            [new("model.name", "sngan"), new("data.size", "64")], ["training.discriminatorSteps=1", "training.shareFakes=false"]);

        Assert.Equal((64, 1, false), (config.Data.Size, config.Training.DiscriminatorSteps, config.Training.ShareFakes));
    }
}
