using GanLab.LibTorch.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace GanLab.LibTorch.Tests.Optim;

/// <summary>Learning rates over the first steps, from their formulas.</summary>
public class SchedulerTests : EngineTest
{
    private static double[] Rates(Func<Optimizer, lr_scheduler.LRScheduler> make, int steps)
    {
        using var optimizer = SGD([nn.Parameter(Vector(1))], 1.0);
        var scheduler = make(optimizer);
        var rates = new List<double>();
        for (var i = 0; i < steps; i++)
        {
            rates.Add(scheduler.get_last_lr().Single());
            Assert.Equal(rates[^1], optimizer.ParamGroups.Single().LearningRate);
            scheduler.step();
        }

        return [.. rates.Select(rate => Math.Round(rate, 12))];
    }

    [Fact]
    public void Steps() => Assert.Equal([1, 1, 0.1, 0.1, 0.01], Rates(o => lr_scheduler.StepLR(o, 2), 5));

    [Fact]
    public void Exponential() => Assert.Equal([1, 0.5, 0.25], Rates(o => lr_scheduler.ExponentialLR(o, 0.5), 3));

    [Fact]
    public void Half_a_cosine() => Assert.Equal([1, 0.75, 0.5, 0.25, 0], [
        Rates(o => lr_scheduler.CosineAnnealingLR(o, 3), 4)[0], Rates(o => lr_scheduler.CosineAnnealingLR(o, 3), 4)[1],
        Rates(o => lr_scheduler.CosineAnnealingLR(o, 2), 3)[1], Rates(o => lr_scheduler.CosineAnnealingLR(o, 3), 4)[2],
        Rates(o => lr_scheduler.CosineAnnealingLR(o, 3), 4)[3],
    ]);

    [Fact]
    public void A_floor_under_the_cosine() =>
        Assert.Equal([1, 0.6, 0.2], Rates(o => lr_scheduler.CosineAnnealingLR(o, 2, 0.2), 3));

    [Fact]
    public void A_straight_line() =>
        Assert.Equal([0.5, 0.75, 1, 1], Rates(o => lr_scheduler.LinearLR(o, 0.5, 1, 2), 4));

    [Fact]
    public void Any_function() => Assert.Equal([0, 1, 4], Rates(o => lr_scheduler.LambdaLR(o, epoch => epoch * epoch), 3));

    [Fact]
    public void A_schedule_can_jump()
    {
        using var optimizer = SGD([nn.Parameter(Vector(1))], 1.0);
        var scheduler = lr_scheduler.ExponentialLR(optimizer, 0.5);
        scheduler.step(3);
        Assert.Equal(0.125, scheduler.get_last_lr().Single());
    }
}
