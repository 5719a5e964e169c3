using GanLab.Randomness;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

public class LatentSourceTests
{
    private static float[] Draw(long seed, string player, long index)
    {
        using var scope = NewDisposeScope();
        return new LatentSource(new RandomSource(seed), 4, 0, 3, Some.Cpu).Draw(player, index).Latents.data<float>().ToArray();
    }

    [Fact]
    public void A_draw_depends_on_seed_player_and_index_only()
    {
        Assert.Equal(Draw(1, "generator", 5), Draw(1, "generator", 5));
        Assert.NotEqual(Draw(1, "generator", 5), Draw(2, "generator", 5));
        Assert.NotEqual(Draw(1, "generator", 5), Draw(1, "discriminator", 5));
        Assert.NotEqual(Draw(1, "generator", 5), Draw(1, "generator", 6));
    }

    [Fact]
    public void Shares_are_uniform_and_depend_on_seed_and_index_only()
    {
        using var scope = NewDisposeScope();
        float[] Shares(long seed, long index) => new LatentSource(new RandomSource(seed), 4, 0, 4000, Some.Cpu).DrawShares(index).data<float>().ToArray();

        var shares = Shares(1, 5);

        Assert.Equal(shares, Shares(1, 5));
        Assert.NotEqual(shares, Shares(1, 6));
        Assert.NotEqual(shares, Shares(2, 5));
        Assert.All(shares, share => Assert.InRange(share, 0, 0.9999999f));
        Assert.Equal(0.5, shares.Average(), 5 / Math.Sqrt(12 * 4000));
        Assert.Equal(1.0 / 12, shares.Average(share => (share - 0.5) * (share - 0.5)), 0.006);
    }

    [Fact]
    public void Latents_are_standard_normal_and_labels_even_over_the_classes()
    {
        using var scope = NewDisposeScope();

        var (latents, labels) = new LatentSource(new RandomSource(0), 10, 4, 4000, Some.Cpu).Draw("generator", 0);

        Assert.Equal([4000, 10], latents.shape);
        Assert.Equal(0, latents.mean().item<float>(), 5 / Math.Sqrt(40_000));
        Assert.Equal(1, latents.std().item<float>(), 5 / Math.Sqrt(80_000));
        var counts = labels!.data<long>().ToArray().CountBy(label => label).OrderBy(pair => pair.Key).ToArray();
        Assert.Equal([0L, 1, 2, 3], counts.Select(pair => pair.Key));
        Assert.All(counts, pair => Assert.Equal(1000, pair.Value, 140.0)); // five deviations of √750
    }
}
