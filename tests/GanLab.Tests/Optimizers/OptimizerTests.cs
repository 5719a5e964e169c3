using GanLab.Configuration;
using GanLab.Optimizers;
using static TorchSharp.torch;

namespace GanLab.Tests.Optimizers;

/// <summary>One weight that starts at 1 and has the gradient 2 at each step, followed by hand.</summary>
public class OptimizerTests
{
    private static double AfterSteps(OptimizerConfig config, int steps)
    {
        using var scope = NewDisposeScope();
        using var network = nn.Linear(1, 1, hasBias: false);
        using var optimizer = OptimizerCatalog.Create(config, network);
        using (no_grad())
        {
            network.weight.fill_(1);
        }

        for (var i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            (network.weight * 2).sum().backward();
            optimizer.step();
        }

        return network.weight.item<float>();
    }

    // With a constant gradient both moments, corrected, are the gradient and its square, so each step is the learning rate.
    [Fact]
    public void Adam_steps_by_the_learning_rate() =>
        Assert.Equal(1 - (3 * 0.01), AfterSteps(new() { Name = "adam", LearningRate = 0.01 }, 3), 1e-6);

    [Fact]
    public void AdamW_shrinks_the_weight_beside_the_step() =>
        Assert.Equal((1 * (1 - (0.01 * 0.5))) - 0.01, AfterSteps(new() { Name = "adamw", LearningRate = 0.01, WeightDecay = 0.5 }, 1), 1e-6);

    [Fact]
    public void RMSprop_divides_by_the_root_of_the_running_square() // v = 0.01 · 4 after one step
    {
        Assert.Equal(1 - (0.01 * 2 / Math.Sqrt(0.04)), AfterSteps(new() { Name = "rmsprop", LearningRate = 0.01, Alpha = 0.99 }, 1), 1e-6);
    }

    [Fact]
    public void SGD_with_momentum_adds_up_gradients() => // 2, then 0.9 · 2 + 2
        Assert.Equal(1 - (0.01 * (2 + 3.8)), AfterSteps(new() { Name = "sgd", LearningRate = 0.01, Momentum = 0.9 }, 2), 1e-6);

    [Fact]
    public void Weight_decay_adds_to_the_gradient_of_SGD() =>
        Assert.Equal(1 - (0.01 * (2 + 0.5)), AfterSteps(new() { Name = "sgd", LearningRate = 0.01, WeightDecay = 0.5 }, 1), 1e-6);

    [Fact]
    public void An_unknown_optimizer_is_answered_with_the_nearest_name()
    {
        using var network = nn.Linear(1, 1);

        Assert.Contains("'adamw'", Assert.Throws<ConfigException>(() => OptimizerCatalog.Create(new() { Name = "adamx" }, network)).Message);
    }
}
