using GanLab.Randomness;

namespace GanLab.Tests.Randomness;

public class RandomStreamTests
{
    private const int Draws = 100_000;

    private static RandomStream Stream(string name = "test", long index = 0, long seed = 1) =>
        new RandomSource(seed).Stream(name, index);

    [Fact]
    public void Normals_have_the_moments_of_a_Gaussian()
    {
        var values = new float[Draws];

        Stream().FillNormal(values);

        // The standard errors of the four estimates are 0.0032, 0.0045, 0.0122 and 0.031.
        Assert.Equal(0, values.Average(x => x), 0.015);
        Assert.Equal(1, values.Average(x => (double)x * x), 0.02);
        Assert.Equal(0, values.Average(x => Math.Pow(x, 3)), 0.06);
        Assert.Equal(3, values.Average(x => Math.Pow(x, 4)), 0.15);
    }

    [Fact]
    public void Normals_fall_within_one_and_two_deviations_as_often_as_they_should()
    {
        var values = new float[Draws];

        Stream().FillNormal(values, mean: 5, deviation: 2);

        Assert.Equal(0.6827, values.Count(x => Math.Abs(x - 5) < 2) / (double)Draws, 0.006);
        Assert.Equal(0.9545, values.Count(x => Math.Abs(x - 5) < 4) / (double)Draws, 0.003);
    }

    [Fact]
    public void An_odd_number_of_normals_is_filled_to_the_last()
    {
        var values = new float[7];

        Stream().FillNormal(values);

        Assert.DoesNotContain(0f, values);
    }

    [Fact]
    public void Uniforms_have_the_moments_of_their_interval()
    {
        var values = new float[Draws];

        Stream().FillUniform(values, -1, 3);

        Assert.All(values, x => Assert.InRange(x, -1, 3));
        Assert.Equal(1, values.Average(x => x), 0.02);
        Assert.Equal(16 / 12.0, values.Average(x => Math.Pow(x - 1, 2)), 0.02);
    }

    [Fact]
    public void Integers_below_a_bound_are_equally_likely()
    {
        var stream = Stream();
        var counts = new int[7];

        for (var i = 0; i < 70_000; i++)
        {
            counts[stream.NextInt64(7)]++;
        }

        Assert.All(counts, count => Assert.Equal(10_000, count, 500.0)); // 5.4 standard deviations
    }

    [Theory]
    [InlineData("test", 0, 2)]
    [InlineData("test", 1, 1)]
    [InlineData("tess", 0, 1)]
    public void Another_seed_index_or_name_gives_an_uncorrelated_stream(string name, long index, long seed)
    {
        var (one, other) = (new float[Draws], new float[Draws]);

        Stream().FillNormal(one);
        Stream(name, index, seed).FillNormal(other);

        Assert.Equal(0, one.Zip(other, (x, y) => (double)x * y).Average(), 0.015);
    }

    [Fact]
    public void A_stream_does_not_depend_on_what_was_drawn_from_others()
    {
        var source = new RandomSource(3);
        var expected = source.Stream("latents", 8).NextUInt32();

        source.Stream("latents", 7).FillNormal(new float[1001]);

        Assert.Equal(expected, source.Stream("latents", 8).NextUInt32());
    }

    [Fact]
    public void A_shuffle_keeps_every_value_and_puts_each_everywhere_equally_often()
    {
        var stream = Stream();
        var places = new int[5];

        for (var i = 0; i < 10_000; i++)
        {
            int[] values = [0, 1, 2, 3, 4];
            stream.Shuffle<int>(values);
            Assert.Equal(10, values.Sum());
            places[Array.IndexOf(values, 0)]++;
        }

        Assert.All(places, count => Assert.Equal(2000, count, 250.0));
    }

    [Fact]
    public void A_bound_of_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream().NextInt64(0));

    [Fact]
    public void Streams_of_a_name_are_those_that_it_has_one_by_one()
    {
        var streams = new RandomSource(3).Streams("test");

        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => Stream("test", i, seed: 3).NextUInt32()), Enumerable.Range(0, 5).Select(i => streams.At(i).NextUInt32()));
    }
}
