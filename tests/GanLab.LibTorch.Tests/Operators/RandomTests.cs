using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Random numbers: reproducible by seed and state, and of the moments that their distributions have.</summary>
public class RandomTests : EngineTest
{
    // With 40,000 draws a mean is within five standard errors, spread/40, of the truth for certain.
    private const long Draws = 40_000;

    [Fact]
    public void Each_distribution_has_its_mean_and_its_spread()
    {
        using var generator = new Generator(7);
        static Tensor Empty() => empty([Draws], float64);

        Moments(Empty().normal_(2, 3, generator), 2, 3);
        Moments(Empty().uniform_(-1, 3, generator), 1, 4 / Math.Sqrt(12));
        Moments(Empty().exponential_(0.5, generator), 2, 2);
        Moments(Empty().log_normal_(0, 0.5, generator), Math.Exp(0.125), Math.Sqrt((Math.Exp(0.25) - 1) * Math.Exp(0.25)));
        Moments(Empty().bernoulli_(0.3, generator), 0.3, Math.Sqrt(0.21));
        Moments(Empty().bernoulli_(full([Draws], (Scalar)0.3, float64), generator), 0.3, Math.Sqrt(0.21));
        Moments(full([Draws], (Scalar)0.3, float64).bernoulli(generator), 0.3, Math.Sqrt(0.21));
        Moments(bernoulli(full([Draws], (Scalar)0.3, float64), generator), 0.3, Math.Sqrt(0.21));
        Moments(normal(zeros(Draws, float64), full(Draws, (Scalar)2.0, float64), generator), 0, 2);
        Moments(randint(0, 10, [Draws], generator: generator).to(float64), 4.5, Math.Sqrt(99.0 / 12));
    }

    [Fact]
    public void Whole_numbers_stay_below_their_bound_in_every_form()
    {
        long[] size = [3, 4];
        int[] intSize = [3, 4];
        foreach (var made in (Tensor[])
            [
                randint(5L, 6L, size), randint(1L, size), randint(5, 6, intSize), randint(1, intSize), randint(5L, 6L, (Size)(3, 4)),
                randint(1L, (Size)(3, 4)),
            ])
        {
            Assert.Equal([3, 4], made.shape);
            Assert.Single(Doubles(made).Distinct());
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => (double)i), Doubles(randperm(20)).Order());
    }

    [Fact]
    public void A_certain_outcome_is_always_drawn()
    {
        Same(Vector(0, 1, 0).multinomial(3, replacement: true), 1, 1, 1);
        Same(multinomial(Vector(1, 0), 1), 0);
        Assert.Equal([0, 1], Doubles(Vector(1, 1).multinomial(2)).Order());
    }

    [Fact]
    public void A_seed_repeats_and_a_state_goes_on_from_where_it_was()
    {
        using var generator = new Generator(5);
        var first = Doubles(rand(4, generator: generator));
        var state = generator.get_state();
        var second = Doubles(rand(4, generator: generator));
        generator.set_state(state);
        Assert.Equal(second, Doubles(rand(4, generator: generator)));
        generator.manual_seed(5);
        Assert.Equal(first, Doubles(rand(4, generator: generator)));
        Assert.Equal(5, generator.initial_seed());
        Assert.Equal(CPU, generator.device);
        Assert.NotEqual(generator.seed(), generator.seed());
    }

    [Fact]
    public void The_default_generator_is_seeded_and_saved_the_same_way()
    {
        manual_seed(11);
        Assert.Equal(11, initial_seed());
        var state = get_rng_state();
        var first = Doubles(randn(3));
        set_rng_state(state);
        Assert.Equal(first, Doubles(randn(3)));
        torch.random.manual_seed(11);
        Assert.Equal(11, torch.random.initial_seed());
        Assert.Equal(first, Doubles(randn(3)));
        torch.random.set_rng_state(state);
        Assert.Equal(Doubles(state), Doubles(torch.random.get_rng_state()));
    }

    [Fact]
    public void A_generator_of_ones_own_leaves_the_default_alone()
    {
        manual_seed(1);
        var expected = Doubles(rand(2));
        manual_seed(1);
        using var own = new Generator(99);
        _ = rand(1000, generator: own);
        Assert.Equal(expected, Doubles(rand(2)));
    }

    private static void Moments(Tensor draws, double mean, double deviation)
    {
        Assert.InRange(draws.mean().ToDouble(), mean - (deviation / 40), mean + (deviation / 40));
        Assert.InRange(draws.std().ToDouble(), deviation * 0.93, deviation * 1.07);
    }
}
