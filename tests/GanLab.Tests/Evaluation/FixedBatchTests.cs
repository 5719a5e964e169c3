using GanLab.Evaluation;
using GanLab.Randomness;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Evaluation;

public sealed class FixedBatchTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Measuring_twice_gives_the_same_and_another_seed_another_batch()
    {
        using var run = Some.QuickRun();
        using var batch = new FixedBatch(run.Dataset, run.State.Average, new RandomSource(1), run.Device);
        using var other = new FixedBatch(run.Dataset, run.State.Average, new RandomSource(2), run.Device);

        Assert.Equal(batch.Measure(run.State.Average), batch.Measure(run.State.Average));
        Assert.NotEqual(batch.Measure(run.State.Average), other.Measure(run.State.Average));
    }

    [Fact]
    public void A_generator_that_has_collapsed_is_not_diverse_and_far_from_the_data()
    {
        using var run = Some.QuickRun();
        using var batch = new FixedBatch(run.Dataset, run.State.Average, new RandomSource(1), run.Device);
        var collapsed = Generator.From(new Constant(run.Dataset.Shape.Length), run.State.Average.LatentSize, run.Dataset.Shape);

        var (diversity, distance) = batch.Measure(collapsed);

        Assert.Equal(0, diversity, 1e-6);
        Assert.Equal(Math.Sqrt(0.5), distance, 0.03); // from a point at the origin, on each direction the mean square of a circle's
    }

    [Fact]
    public void A_generator_that_is_the_data_is_as_diverse_and_close()
    {
        using var run = Some.QuickRun();
        using var batch = new FixedBatch(run.Dataset, run.State.Average, new RandomSource(1), run.Device);
        var ring = Generator.From(new Ring(), run.State.Average.LatentSize, run.Dataset.Shape);

        var (diversity, distance) = batch.Measure(ring);

        Assert.Equal(1, diversity, 0.05);
        Assert.True(distance < 0.25, $"{distance}"); // 256 samples never share eight modes quite like 256 others
    }

    [Theory]
    [InlineData("model.conditional=true")]
    [InlineData("data.size=128")] // averaged down
    public void Images_are_measured_too(string setting)
    {
        using var run = Some.Run(setting);
        using var batch = new FixedBatch(run.Dataset, run.State.Average, new RandomSource(1), run.Device);

        var (diversity, distance) = batch.Measure(run.State.Average);

        Assert.True(diversity is > 0 and < 0.5 && distance is > 0.05 and < 5, $"{diversity} {distance}"); // new networks draw grey
    }

    private sealed class Constant(int length) : nn.Module<Tensor, Tensor>(nameof(Constant))
    {
        public override Tensor forward(Tensor latents) => zeros(latents.shape[0], length, 1, 1);
    }

    // Turns normal vectors to their own direction, rounded to eighths of a turn: the eight means of ring8.
    private sealed class Ring() : nn.Module<Tensor, Tensor>(nameof(Ring))
    {
        public override Tensor forward(Tensor latents)
        {
            var angle = (atan2(latents.select(1, 0), latents.select(1, 1)) / (Math.PI / 4)).round() * (Math.PI / 4);
            return stack([angle.cos(), angle.sin()], 1).reshape(-1, 2, 1, 1);
        }
    }
}
