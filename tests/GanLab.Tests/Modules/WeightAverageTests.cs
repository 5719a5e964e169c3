using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Tests.Modules;

public class WeightAverageTests
{
    private static BatchNormalization Network(double weight, double mean)
    {
        var network = new BatchNormalization(1);
        using var recordNothing = no_grad();
        network.get_parameter("weight")!.fill_(weight);
        network.get_buffer("running_mean")!.fill_(mean);
        return network;
    }

    private static float Weight(nn.Module network) => network.get_parameter("weight")!.item<float>();

    [Theory]
    [InlineData(0, 0.1)] // (1 + 0) / (10 + 0)
    [InlineData(8, 0.5)] // 9 / 18
    [InlineData(90, 0.9)] // 91 / 100 is above the decay
    [InlineData(1_000_000, 0.9)]
    public void An_update_keeps_the_decay_or_less_while_there_is_little_to_average(long updates, double kept)
    {
        using var average = Network(weight: 2, mean: 0);
        using var source = Network(weight: 12, mean: 0);

        new WeightAverage(average, 0.9).Update(source, updates);

        Assert.Equal((kept * 2) + ((1 - kept) * 12), Weight(average), 1e-5);
        Assert.Equal(12, Weight(source));
    }

    [Fact]
    public void Updates_add_up_to_a_geometric_series()
    {
        using var average = Network(weight: 0, mean: 0);
        using var source = Network(weight: 1, mean: 0);
        var mean = new WeightAverage(average, 0.8);

        for (var i = 0; i < 10; i++)
        {
            mean.Update(source, 1000);
        }

        Assert.Equal(1 - Math.Pow(0.8, 10), Weight(average), 1e-5);
    }

    [Fact]
    public void Running_statistics_are_copied()
    {
        using var average = Network(weight: 0, mean: 3);
        using var source = Network(weight: 0, mean: 7);

        new WeightAverage(average, 0.999).Update(source, 1_000_000);

        Assert.Equal(7, average.get_buffer("running_mean")!.item<float>());
    }

    [Fact]
    public void A_decay_of_zero_follows_exactly()
    {
        using var average = Network(weight: 0.1, mean: 0);
        using var source = Network(weight: 0.7, mean: 0);

        new WeightAverage(average, 0).Update(source, 5);

        Assert.Equal(0.7f, Weight(average));
    }
}
