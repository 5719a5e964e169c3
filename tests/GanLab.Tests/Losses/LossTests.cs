using GanLab.Configuration;
using GanLab.Losses;
using static TorchSharp.torch;

namespace GanLab.Tests.Losses;

public class LossTests
{
    private const double SoftplusOfMinusOne = 0.31326168751822286; // log(1 + e^-1)
    private const double SoftplusOfOne = 1.3132616875182228; // log(1 + e)

    private static Tensor Scores(params double[] values) => tensor(values);

    private static double Value(Tensor scalar)
    {
        Assert.Empty(scalar.shape);
        return scalar.item<double>();
    }

    private static double Discriminator(string loss, double[] real, double[] fake) =>
        Value(LossCatalog.Find(loss).Discriminator(new ScoredBatch(Scores(real), Scores(fake), null, Scores(0))));

    private static double Generator(string loss, params double[] fake) =>
        Value(LossCatalog.Find(loss).Generator(new ScoredBatch(null, Scores(fake), null, Scores(0))));

    public static TheoryData<string> Names() => [.. LossCatalog.All.Select(loss => loss.Name)];

    [Theory]
    [InlineData("non-saturating")]
    [InlineData("minimax")]
    public void The_discriminator_minimises_minus_the_value_function(string loss)
    {
        Assert.Equal(2 * SoftplusOfMinusOne, Discriminator(loss, [1], [-1]), 1e-12);
        Assert.Equal(2 * SoftplusOfOne, Discriminator(loss, [-1], [1]), 1e-12);
        Assert.Equal((SoftplusOfMinusOne + SoftplusOfOne) / 2 + Math.Log(2), Discriminator(loss, [1, -1], [0]), 1e-12);
    }

    [Fact]
    public void When_no_sample_can_be_told_apart_V_is_minus_log_4() // Goodfellow et al. 2014, Theorem 1
    {
        Assert.Equal(Math.Log(4), Discriminator("non-saturating", [0, 0], [0, 0]), 1e-12);
        Assert.Equal(-Math.Log(4), -Discriminator("minimax", [0, 0], [0, 0]), 1e-12);
    }

    [Fact]
    public void The_generator_minimises_its_part_of_V_or_maximises_log_D()
    {
        Assert.Equal(-SoftplusOfOne, Generator("minimax", 1), 1e-12);
        Assert.Equal(-(SoftplusOfOne + SoftplusOfMinusOne) / 2, Generator("minimax", 1, -1), 1e-12);
        Assert.Equal(SoftplusOfMinusOne, Generator("non-saturating", 1), 1e-12);
        Assert.Equal((SoftplusOfOne + SoftplusOfMinusOne) / 2, Generator("non-saturating", 1, -1), 1e-12);
    }

    [Fact]
    public void Least_squares_are_half_the_squared_distances_to_one_and_zero()
    {
        // real: ((3 - 1)² + (1 - 1)²) / 2 / 2 = 1; fake: (0.5² + 1²) / 2 / 2 = 0.3125
        Assert.Equal(1.3125, Discriminator("least-squares", [3, 1], [0.5, -1]), 1e-12);
        Assert.Equal((0.25 + 4) / 4, Generator("least-squares", 0.5, -1), 1e-12);
    }

    [Fact]
    public void Hinge_is_what_scores_lack_of_one_and_minus_one()
    {
        // real: (max(0, 1 - 3) + max(0, 1 - 0.5)) / 2 = 0.25; fake: (max(0, 1 + 0.5) + max(0, 1 - 2)) / 2 = 0.75
        Assert.Equal(1, Discriminator("hinge", [3, 0.5], [0.5, -2]), 1e-12);
        Assert.Equal(2, Discriminator("hinge", [0, 0], [0, 0]), 1e-12);
        Assert.Equal(0.25, Generator("hinge", 0.5, -1), 1e-12);
    }

    [Fact]
    public void Wasserstein_is_the_difference_of_means()
    {
        Assert.Equal(((0.5 - 1) / 2) - ((3 + 2) / 2.0), Discriminator("wasserstein", [3, 2], [0.5, -1]), 1e-12);
        Assert.Equal(0.25, Generator("wasserstein", 0.5, -1), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_of_a_thousand_give_finite_losses_and_gradients(string name)
    {
        using var scope = NewDisposeScope();
        var loss = LossCatalog.Find(name);
        var (real, fake) = (Scores(1000, -1000).requires_grad_(), Scores(-1000, 1000).requires_grad_());

        (loss.Discriminator(new ScoredBatch(real, fake, null, fake)) + loss.Generator(new ScoredBatch(real, fake, null, fake))).backward();

        Assert.True(real.grad!.isfinite().all().item<bool>());
        Assert.True(fake.grad!.isfinite().all().item<bool>());
        Assert.True(double.IsFinite(Discriminator(name, [1000, -1000], [1000, -1000])));
        Assert.True(double.IsFinite(Generator(name, 1000, -1000)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_terms_of_real_and_of_generated_scores_add_up(string name)
    {
        using var scope = NewDisposeScope();
        var (loss, real, fake) = (LossCatalog.Find(name), Scores(0.3, -2), Scores(1.5, 0.1, -0.4));

        var sum = Value(loss.Terms!.Real(real)) + Value(loss.Terms.Fake(fake));

        Assert.Equal(sum, Value(loss.Discriminator(new ScoredBatch(real, fake, null, fake))), 1e-12);
    }

    [Fact]
    public void A_loss_with_another_objective_is_no_longer_the_sum_of_its_terms()
    {
        using var scope = NewDisposeScope();
        var relativistic = LossCatalog.Find("hinge") with
        {
            Discriminator = batch => (batch.RealScores! - batch.FakeScores).square().mean(),
        };

        Assert.Null(relativistic.Terms);
        Assert.Equal(4, Value(relativistic.Discriminator(new ScoredBatch(Scores(3), Scores(1), null, Scores(0)))));
    }

    private static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));

    // The slopes of real and fake objectives at one score, by hand.
    public static TheoryData<string, double, double, double, double> Slopes()
    {
        var data = new TheoryData<string, double, double, double, double>();
        foreach (var score in (double[])[-3, -0.5, 0, 2])
        {
            data.Add("non-saturating", score, -Sigmoid(-score), Sigmoid(score), -Sigmoid(-score));
            data.Add("minimax", score, -Sigmoid(-score), Sigmoid(score), -Sigmoid(score));
            data.Add("least-squares", score, score - 1, score, score - 1);
            data.Add("hinge", score, score < 1 ? -1 : 0, score > -1 ? 1 : 0, -1);
            data.Add("wasserstein", score, -1, 1, -1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Slopes))]
    public void Gradients_have_their_closed_form(string name, double score, double ofReal, double ofFake, double ofGenerator)
    {
        using var scope = NewDisposeScope();
        var loss = LossCatalog.Find(name);
        var (real, fake, generated) = (Scores(score).requires_grad_(), Scores(score).requires_grad_(), Scores(score).requires_grad_());

        loss.Discriminator(new ScoredBatch(real, fake, null, fake)).backward();
        loss.Generator(new ScoredBatch(null, generated, null, fake)).backward();

        Assert.Equal(ofReal, real.grad!.item<double>(), 1e-12);
        Assert.Equal(ofFake, fake.grad!.item<double>(), 1e-12);
        Assert.Equal(ofGenerator, generated.grad!.item<double>(), 1e-12);
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(0)]
    [InlineData(3)]
    public void The_non_saturating_gradient_is_the_minimax_one_times_odds_of_being_fake(double score)
    {
        using var scope = NewDisposeScope();
        var (one, other) = (Scores(score).requires_grad_(), Scores(score).requires_grad_());

        NonSaturatingLoss.Generator(one).backward();
        MinimaxLoss.Generator(other).backward();

        var d = Sigmoid(score);
        Assert.Equal((1 - d) / d, one.grad!.item<double>() / other.grad!.item<double>(), 1e-9);
    }

    [Fact]
    public void An_unknown_loss_is_answered_with_the_nearest_name() =>
        Assert.Contains("'wasserstein'", Assert.Throws<ConfigException>(() => LossCatalog.Find("waserstein")).Message);
}
