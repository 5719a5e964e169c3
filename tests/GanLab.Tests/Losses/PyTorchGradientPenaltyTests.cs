using GanLab.Configuration;
using GanLab.Losses;
using GanLab.Models;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Losses;

/// <summary>PyTorch finds the same penalty, and the same second derivatives by the weights.</summary>
public class PyTorchGradientPenaltyTests
{
    private const string Script =
        """
        spectral = nn.utils.spectral_norm if any(name.endswith("weight_u") for name in given) else lambda layer: layer
        if given.get("main.0.weight", given.get("main.0.weight_orig")).ndim == 2:
            layers = [nn.Flatten(), spectral(nn.Linear(128, 3)), nn.LeakyReLU(0.2), spectral(nn.Linear(3, 3)), nn.LeakyReLU(0.2), spectral(nn.Linear(3, 1))]
        else:
            layers = [nn.Identity(), spectral(nn.Conv2d(2, 3, 4, 2, 1, bias=False)), nn.LeakyReLU(0.2), spectral(nn.Conv2d(3, 1, 4, bias=False))]
        network = nn.ModuleDict({"main": nn.Sequential(*layers[1:])})
        x = given.pop("input").requires_grad_()
        network.load_state_dict(given, strict=True)
        scores = network["main"](layers[0](x)).view(-1)
        (slope,) = torch.autograd.grad(scores, x, torch.ones_like(scores), create_graph=True)
        answer["penalty"] = ((slope.flatten(1).norm(2, dim=1) - 1) ** 2).mean()
        answer["penalty"].backward()
        answer.update({"gradient of " + name: weight.grad for name, weight in network.named_parameters() if weight.grad is not None})
        """;

    private static readonly SampleShape Shape = new(2, 8, 8);

    [SkippableTheory]
    [InlineData("mlp", DiscriminatorNormalization.None)]
    [InlineData("mlp", DiscriminatorNormalization.Spectral)]
    [InlineData("dcgan", DiscriminatorNormalization.None)]
    [InlineData("dcgan", DiscriminatorNormalization.Spectral)]
    public void Penalty_and_gradients_agree(string model, DiscriminatorNormalization normalization)
    {
        using var scope = NewDisposeScope();
        var config = new ModelConfig { Name = model, DiscriminatorWidth = 3, DiscriminatorNormalization = normalization };
        using var critic = ModelCatalog.CreateDiscriminator(config, Shape, 0);
        var samples = Some.Images(3, Shape, 4);
        var expected = PythonExchange.Run(Script, critic.state_dict().Append(new("input", samples)));

        var penalty = GradientPenalty.Of(points => critic.call(points, null), samples);
        penalty.backward();
        var found = critic.named_parameters().Where(pair => pair.parameter.grad is not null)
            .ToDictionary(pair => $"gradient of {pair.name}", pair => pair.parameter.grad!);
        found.Add("penalty", penalty);

        Assert.Superset(expected.Keys.ToHashSet(), found.Keys.ToHashSet());
        Assert.All(expected, pair => Nearly.Equal(pair.Key, pair.Value, found[pair.Key], 1e-4));
    }
}
