using GanLab.Configuration;
using GanLab.Models.Dcgan;
using GanLab.Models.Mlp;
using GanLab.Modules;
using GanLab.Randomness;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Modules;

public class InitializationTests
{
    private static readonly SampleShape Shape = new(3, 32, 32);

    private static DcganGenerator Initialized(long seed, string role)
    {
        var network = new DcganGenerator(Shape, latentSize: 32, width: 32);
        Initialization.Normal(network, new RandomSource(seed), role);
        return network;
    }

    private static Snapshot Weights(nn.Module network) => new(network.state_dict());

    // The error of a mean of n numbers is deviation/√n and of a deviation deviation/√(2n); five of them are never seen.
    private static void HasMoments(IEnumerable<Tensor> tensors, double mean, double deviation)
    {
        using var scope = NewDisposeScope();
        var values = cat([.. tensors.Select(tensor => tensor.detach().flatten())]);
        var error = 5 * deviation / Math.Sqrt(values.numel());
        Assert.Equal(mean, values.mean().item<float>(), error);
        Assert.Equal(deviation, values.std().item<float>(), error / Math.Sqrt(2));
    }

    [Fact]
    public void Weights_scales_and_shifts_have_the_moments_of_the_paper()
    {
        using var network = Initialized(0, "generator");
        var parameters = network.named_parameters().ToLookup(pair => (pair.name.EndsWith("weight", StringComparison.Ordinal), pair.parameter.ndim), pair => (Tensor)pair.parameter);

        HasMoments(parameters[(true, 4)], 0, 0.02);
        HasMoments(parameters[(true, 1)], 1, 0.02);
        Assert.NotEmpty(parameters[(false, 1)]);
        Assert.All(parameters[(false, 1)], shift => Assert.Equal(0, shift.abs().max().item<float>()));
    }

    [Fact]
    public void Kaiming_weights_have_the_variance_of_two_over_the_inputs_and_biases_are_zero()
    {
        using var network = new MlpGenerator(new SampleShape(1, 28, 28), latentSize: 50, width: 200);
        Initialization.Kaiming(network, new RandomSource(0), "generator");

        HasMoments([network.get_parameter("main.0.weight")!], 0, Math.Sqrt(2.0 / 50));
        HasMoments([network.get_parameter("main.2.weight")!], 0, Math.Sqrt(2.0 / 200));
        Assert.Equal(0, network.get_parameter("main.2.bias")!.abs().max().item<float>());
    }

    [Fact]
    public void Weights_under_spectral_normalisation_are_weights_like_any_other()
    {
        using var layer = SpectralNormalization.Linear(200, 50);

        Initialization.Normal(layer, new RandomSource(0), "discriminator");
        HasMoments([layer.get_parameter("weight_orig")!], 0, 0.02);
        Initialization.Kaiming(layer, new RandomSource(0), "discriminator");
        HasMoments([layer.get_parameter("weight_orig")!], 0, 0.1);
        Assert.Equal(0, layer.get_parameter("bias")!.abs().max().item<float>());
    }

    [Fact]
    public void Equal_seeds_give_equal_weights()
    {
        using var one = Initialized(3, "generator");
        using var two = Initialized(3, "generator");

        Assert.Empty(Weights(one).DifferencesTo(Weights(two)));
    }

    [Theory]
    [InlineData(3, "discriminator")]
    [InlineData(4, "generator")]
    public void Another_role_or_seed_gives_weights_that_have_nothing_in_common(long seed, string role)
    {
        using var scope = NewDisposeScope();
        using var one = Initialized(3, "generator");
        using var two = Initialized(seed, role);
        var (x, y) = (one.get_parameter("main.3.weight")!.detach(), two.get_parameter("main.3.weight")!.detach());

        var correlation = ((x * y).mean() / (x.std() * y.std())).item<float>();

        Assert.Equal(0, correlation, 5 / Math.Sqrt(x.numel()));
    }

    [Fact]
    public void The_weights_of_two_layers_of_one_size_differ()
    {
        using var network = new MlpDiscriminator(new SampleShape(1, 4, 4), width: 16);
        Initialization.Normal(network, new RandomSource(0), "discriminator");

        using var difference = (network.get_parameter("main.0.weight")! - network.get_parameter("main.2.weight")!).abs();
        Assert.True(difference.min().item<float>() > 0);
    }
}
