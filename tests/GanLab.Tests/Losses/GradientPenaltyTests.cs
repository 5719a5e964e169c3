using GanLab.Configuration;
using GanLab.Losses;
using GanLab.Models;
using GanLab.Modules;
using GanLab.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Tests.Losses;

public class GradientPenaltyTests
{
    private static readonly SampleShape Shape = new(2, 8, 8);

    public static TheoryData<string, DiscriminatorNormalization> Critics()
    {
        var critics = new TheoryData<string, DiscriminatorNormalization>();
        foreach (var model in ModelCatalog.All)
        {
            foreach (var normalization in model.Normalizations.Except([DiscriminatorNormalization.Batch]))
            {
                critics.Add(model.Name, normalization);
            }
        }

        return critics;
    }

    private static Discriminator Critic(string model, DiscriminatorNormalization normalization)
    {
        var config = new ModelConfig { Name = model, DiscriminatorWidth = 3, DiscriminatorNormalization = normalization };
        var critic = ModelCatalog.CreateDiscriminator(config, Shape, 0);
        ModelCatalog.Find(model).Initialize(critic, new GanLab.Randomness.RandomSource(5), "test");
        return critic;
    }

    [Fact]
    public void Of_a_linear_critic_it_is_what_its_weight_lacks_of_norm_one()
    {
        using var scope = NewDisposeScope();
        var weight = tensor(new[] { 0.3f, -0.4f, 1.2f }).requires_grad_(); // of norm 1.3

        var penalty = GradientPenalty.Of(samples => samples.flatten(1).mv(weight), Some.Normal(1, 5, 3, 1, 1));
        penalty.backward();

        Assert.Equal(0.09, penalty.item<float>(), 1e-6);
        Assert.Equal([0.6 * 0.3 / 1.3, 0.6 * -0.4 / 1.3, 0.6 * 1.2 / 1.3], weight.grad!.data<float>().Select(value => (double)value), Close);
    }

    [Fact]
    public void A_critic_that_has_no_slope_is_penalised_without_dividing_by_zero()
    {
        using var scope = NewDisposeScope();
        var weight = zeros(3).requires_grad_();

        var penalty = GradientPenalty.Of(samples => samples.flatten(1).mv(weight), Some.Normal(1, 5, 3, 1, 1));
        penalty.backward();

        Assert.Equal(1, penalty.item<float>());
        Assert.True(weight.grad!.isfinite().all().item<bool>());
    }

    [Fact]
    public void Points_lie_between_the_samples_of_each_pair()
    {
        using var scope = NewDisposeScope();
        var (real, fake) = (Some.Normal(1, 3, 2, 4, 4), Some.Normal(2, 3, 2, 4, 4));

        var between = GradientPenalty.Between(real, fake.to(ScalarType.BFloat16), tensor(new[] { 0f, 1f, 0.25f }).view(3, 1, 1, 1));

        Assert.Equal(ScalarType.Float32, between.dtype);
        Nearly.Equal("0", fake[0], between[0], 0.01);
        Nearly.Equal("1", real[1], between[1], 0);
        Nearly.Equal("2", (0.25 * real[2]) + (0.75 * fake[2]), between[2], 0.01);
    }

    /// <summary>Second derivatives of every layer that a critic of the catalogue is made of.</summary>
    [Theory]
    [MemberData(nameof(Critics))]
    public void Its_slope_along_the_weights_agrees_with_central_differences(string model, DiscriminatorNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using var critic = Critic(model, normalization);
        critic.to(ScalarType.Float64);
        var samples = Some.Images(3, Shape, 2).to(ScalarType.Float64);
        critic.call(samples, null);
        critic.eval(); // so that no vector of spectral normalisation moves; they are constants to the gradient

        Tensor Penalty() => GradientPenalty.Of(points => critic.call(points, null), samples);
        Penalty().backward();

        const double Step = 1e-6;
        foreach (var (name, weight) in critic.named_parameters())
        {
            var direction = Some.Normal(9, weight.shape).to(ScalarType.Float64);
            var slope = weight.grad is null ? 0 : (weight.grad * direction).sum().item<double>();
            var (above, below) = (Moved(weight, direction * Step, Penalty), Moved(weight, direction * -Step, Penalty));
            Assert.True(Math.Abs(slope - ((above - below) / (2 * Step))) < 1e-5 * Math.Max(1, Math.Abs(slope)), $"{name}: {slope:g6}, {(above - below) / (2 * Step):g6}");
        }
    }

    private static double Moved(Tensor weight, Tensor by, Func<Tensor> penalty)
    {
        using (no_grad())
        {
            weight.add_(by);
        }

        var value = penalty().item<double>();
        using (no_grad())
        {
            weight.sub_(by);
        }

        return value;
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-6;
}
